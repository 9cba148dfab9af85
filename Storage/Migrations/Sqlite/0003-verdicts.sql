-- What a judge said of an alert before it was told; all null where none was asked.
ALTER TABLE alert_change ADD COLUMN verdict TEXT;
ALTER TABLE alert_change ADD COLUMN verdict_score REAL;
ALTER TABLE alert_change ADD COLUMN verdict_reason TEXT;
