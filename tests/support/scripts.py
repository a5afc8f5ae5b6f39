"""Sentences in many scripts, by the name of each."""

SCRIPTS = {
    "Latin": "Żółw św. Đặng, the official's office: “first, a flight” — 5 km²",
    "Greek": "Η γέφυρα μένει κλειστή",
    "Cyrillic": "Міст залишається закритим, їжак",
    "Georgian": "ხიდი დახურული რჩება",
    "Armenian": "Կամուրջը փակ է մնում",
    "Hebrew": "הגשר נשאר סגור",
    "Arabic": "الجسر مغلق اليوم",
    "Persian": "پل بسته می‌ماند",
    "Devanagari": "पुल बंद रहेगा और क्षत्रिय",
    "Tamil": "பாலம் மூடப்பட்டுள்ளது",
    "Thai": "สะพานยังคงปิดอยู่ น้ำ",
    "Ethiopic": "ድልድዩ ዝግ ነው",
    "Chinese": "桥梁仍然关闭。橋樑仍然關閉",
    "Japanese": "橋は閉鎖されたまま、トウゲ峠",
    "Korean": "다리는 여전히 폐쇄되어 있다",
    "emoji": "👍 🌉 👩‍🔧 👋🏽 🇸🇪",
    "mathematical letters": "𝔅𝔯𝔦𝔡𝔤𝔢 𝒜 𝟙 ℝ ∑ ≠",
    "combining marks": "No\u030ard e\u030b x\u0302 мо\u0301ст",
    "soft hyphen": "minis\u00adter",
}
