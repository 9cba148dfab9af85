-- What a judge said of an alert before it was told; all null where none was asked.
ALTER TABLE alert_change ADD COLUMN verdict TEXT COLLATE "C", ADD COLUMN verdict_score DOUBLE PRECISION, ADD COLUMN verdict_reason TEXT COLLATE "C";
