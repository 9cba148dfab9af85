-- Who may write for a thing: the owner that holds the newest epoch. Rows are never removed, so that no epoch is given twice.
CREATE TABLE fence (name TEXT NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL) STRICT, WITHOUT ROWID;
