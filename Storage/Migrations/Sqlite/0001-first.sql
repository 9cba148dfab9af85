-- Instants are 100 ns units since 1970-01-01 UTC: datetime(begin_at / 10000000, 'unixepoch').

CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('alert', 0), ('feedback', 0), ('tubelet', 0), ('recorded_bytes', 0), ('signature_version', 0), ('resigned_to', 0);

CREATE TABLE camera (
    id TEXT NOT NULL PRIMARY KEY,
    settings TEXT NOT NULL,             -- JSON; with the source's password
    added_at INTEGER NOT NULL,
    epoch INTEGER,
    fps REAL,
    first_tubelet INTEGER NOT NULL,
    next_tubelet INTEGER NOT NULL,
    ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE standing_query (id TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Every camera that ever saw something, also those that were removed since.
CREATE TABLE seer (
    id INTEGER PRIMARY KEY,
    camera_id TEXT NOT NULL UNIQUE,
    last_number INTEGER NOT NULL        -- highest tubelet id ever, also of tubelets that were forgotten
) STRICT;

-- What frame numbers and pixels mean. Tubelets of one viewpoint can be compared, and make scenes.
CREATE TABLE viewpoint (
    id INTEGER PRIMARY KEY,
    seer INTEGER NOT NULL REFERENCES seer (id),
    epoch INTEGER NOT NULL,
    fps REAL NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    UNIQUE (seer, epoch, fps, width, height)
) STRICT;

-- Narrow, in the order of time, newest scanned first by searches; the columns that searches look at come first.
CREATE TABLE tubelet (
    end_at INTEGER NOT NULL,
    seer INTEGER NOT NULL REFERENCES seer (id),
    number INTEGER NOT NULL,            -- the tubelet's id in its camera
    bits0 INTEGER NOT NULL,             -- its signature
    bits1 INTEGER NOT NULL,
    bits2 INTEGER NOT NULL,
    bits3 INTEGER NOT NULL,
    begin_at INTEGER NOT NULL,
    viewpoint INTEGER NOT NULL REFERENCES viewpoint (id),
    span INTEGER NOT NULL,              -- class of its length, so that overlaps are found by begin (see Spans)
    id INTEGER NOT NULL,                -- row in tubelet_data and tubelet_look
    PRIMARY KEY (end_at, seer, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tubelet_by_number ON tubelet (seer, number);
CREATE INDEX tubelet_by_seer ON tubelet (seer, end_at, number);
CREATE INDEX tubelet_by_begin ON tubelet (viewpoint, span, begin_at, id);

CREATE TABLE tubelet_data (id INTEGER PRIMARY KEY, seer INTEGER NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE tubelet_look (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, look BLOB NOT NULL) STRICT;

-- One row for every change of every alert, with the alert as it stood then.
CREATE TABLE alert (
    id TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,          -- of its latest change
    change INTEGER NOT NULL,
    state TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    acknowledged_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_by_time ON alert (changed_at);
CREATE INDEX alert_open ON alert (id) WHERE state <> 'Closed';

CREATE TABLE alert_change (
    sequence INTEGER PRIMARY KEY,
    alert_id TEXT NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    change INTEGER NOT NULL,
    query_id TEXT NOT NULL,
    camera_id TEXT NOT NULL,
    object_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    ending TEXT,
    begin_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    query_text TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    tube BLOB NOT NULL,
    UNIQUE (alert_id, change)
) STRICT;
CREATE INDEX alert_change_by_query ON alert_change (query_id, sequence);
CREATE INDEX alert_change_by_camera ON alert_change (camera_id, sequence);

-- Calls that are owed.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sequence INTEGER NOT NULL UNIQUE REFERENCES alert_change (sequence) ON DELETE CASCADE,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    first_at INTEGER NOT NULL,
    next_at INTEGER,                    -- null: given up
    error TEXT
) STRICT;
CREATE INDEX delivery_due ON delivery (next_at, id) WHERE next_at IS NOT NULL;

CREATE TABLE tube (
    id TEXT NOT NULL PRIMARY KEY,
    saved_at INTEGER NOT NULL,
    begin_at INTEGER,                   -- null for a video file
    end_at INTEGER,
    fps REAL NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    tube BLOB NOT NULL
) STRICT;
CREATE INDEX tube_by_time ON tube (saved_at);

CREATE TABLE feedback (
    tube_id TEXT NOT NULL,
    author TEXT NOT NULL,
    sequence INTEGER NOT NULL UNIQUE,
    query_text TEXT NOT NULL,
    verdict TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    PRIMARY KEY (tube_id, author)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (
    path TEXT NOT NULL PRIMARY KEY,
    camera_id TEXT NOT NULL,
    span INTEGER NOT NULL,
    begin_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX segment_by_begin ON segment (camera_id, span, begin_at);
CREATE INDEX segment_by_age ON segment (begin_at, path);

CREATE TABLE access_key (
    id TEXT NOT NULL PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    done_at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    status INTEGER NOT NULL,
    address TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (done_at);
