"""The brief and its evidence as HTML pages, PDF and Word.

Begin with `brief_page.brief_page`, `evidence_page.evidence_page`, `pdf.to_pdf` and `docx.to_docx`.
"""
