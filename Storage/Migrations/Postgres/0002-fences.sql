-- Who may write for a thing: the owner that holds the newest epoch. Rows are never removed, so that no epoch is given twice.
CREATE TABLE fence (name TEXT COLLATE "C" NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL);
