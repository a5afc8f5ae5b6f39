"""Parts of the schema that would make `core.schema` too long: the tables that the desk writes."""
