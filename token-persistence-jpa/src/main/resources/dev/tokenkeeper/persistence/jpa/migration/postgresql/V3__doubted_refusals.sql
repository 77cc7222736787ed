-- A failure may be REFUSAL_DOUBTED from now on: older code cannot read it.
UPDATE tokenkeeper_meta SET schema_level = 3, minimum_code_level = 3;
