-- An archive of version 1 with something in it, as that version's program wrote it (sqlite3 archive.db .dump).
CREATE TABLE stvg_schema (version INTEGER NOT NULL);
INSERT INTO stvg_schema VALUES(2);
CREATE TABLE fence (name TEXT NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES('alert',2);
INSERT INTO counter VALUES('feedback',1);
INSERT INTO counter VALUES('recorded_bytes',12345);
INSERT INTO counter VALUES('resigned_to',0);
INSERT INTO counter VALUES('signature_version',1);
INSERT INTO counter VALUES('tubelet',2);
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
INSERT INTO camera VALUES('gate-1','{"id":"gate-1","source":"rtsp://user:p\u00E4ssw\u00F6rd@10.0.0.1/main","name":"","fps":null,"pace":"Realtime","loop":false,"zones":[],"masks":[],"recording":true}',17408088001234567,17408088001234567,15.0,1,300,0);
CREATE TABLE standing_query (id TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO standing_query VALUES('red-man','{"id":"red-man","text":"a man in red","cameras":[],"threshold":0.5,"minDuration":"00:00:01","cooldown":"00:01:00","queryCooldown":"00:00:00","schedule":null,"zones":[],"webhook":null,"createdAt":"0001-01-01T00:00:00+00:00"}');
CREATE TABLE seer (
    id INTEGER PRIMARY KEY,
    camera_id TEXT NOT NULL UNIQUE,
    last_number INTEGER NOT NULL        -- highest tubelet id ever, also of tubelets that were forgotten
) STRICT;
INSERT INTO seer VALUES(1,'gate-1',7);
INSERT INTO seer VALUES(2,'gate-2',8);
CREATE TABLE viewpoint (
    id INTEGER PRIMARY KEY,
    seer INTEGER NOT NULL REFERENCES seer (id),
    epoch INTEGER NOT NULL,
    fps REAL NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    UNIQUE (seer, epoch, fps, width, height)
) STRICT;
INSERT INTO viewpoint VALUES(1,1,17408088001234567,15.0,1920,1080);
INSERT INTO viewpoint VALUES(2,2,17408088001234567,15.0,1920,1080);
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
INSERT INTO tubelet VALUES(17408088610567900,1,7,7,0,-9223372036854775808,-1,17408088601234567,1,0,1);
INSERT INTO tubelet VALUES(17408088710567900,2,8,8,0,-9223372036854775808,-1,17408088701234567,2,0,2);
CREATE TABLE tubelet_data (id INTEGER PRIMARY KEY, seer INTEGER NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
INSERT INTO tubelet_data VALUES(1,1,7,X'010e00880e000f01a00605406baeb5d65c6badb90600801904602875614873430800c0020000a00600000200009803005001000000704101800000000000000000000000de0100880e0000fe03000000000000000000000000008000000000000000000000000000003e00');
INSERT INTO tubelet_data VALUES(2,2,8,X'011000b410000f01a00605406baeb5d65c6badb90600801904602875614873430800c0020000a00600000200009803005001000000704101000100000000000000000000de0100b4100000fe03000000000000000000000000000001000000000000000000000000003e00');
CREATE TABLE tubelet_look (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, look BLOB NOT NULL) STRICT;
INSERT INTO tubelet_look VALUES(1,0,X'01100000803f0006078542015f28140a8542a15028140a');
CREATE TABLE alert (
    id TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,          -- of its latest change
    change INTEGER NOT NULL,
    state TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    acknowledged_by TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO alert VALUES('a1',2,2,'Closed',17408088621234567,NULL,NULL);
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
INSERT INTO alert_change VALUES(1,'a1',1,'red-man','gate-1',7,'Opened',17408088601234567,17408088611234567,NULL,17408088581234567,17408088611234567,1920,1080,'a man in red',17408088701234567,X'010261310c61206d616e20696e2072656406676174652d310e880e80989abc04aaf9bcbd040000203f03000a022100100000f0010000c00200020261310000403f0400fe020980fa0202040276310000003f0400fe0109fdfa010408');
INSERT INTO alert_change VALUES(2,'a1',2,'red-man','gate-1',7,'Closed',17408088601234567,17408088621234567,'ObjectGone',17408088581234567,17408088621234567,1920,1080,'a man in red',17408088701234567,X'010261310c61206d616e20696e2072656406676174652d310e880e80989abc04aaf9bcbd040000203f03000a022100100000f0010000c00200020261310000403f0400fe020980fa0202040276310000003f0400fe0109fdfa010408');
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
INSERT INTO delivery VALUES(1,1,'https://user:pw@example.com/hook?x=1','secret',1,17408088701234567,17408089001234567,'the receiver answered 503');
INSERT INTO delivery VALUES(2,2,'https://user:pw@example.com/hook?x=1','secret',0,17408088701234567,17408088701234567,NULL);
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
INSERT INTO tube VALUES('t1',17408088801234567,17408088601234567,17408088602567900,15.0,1920,1080,X'010274310c61206d616e20696e2072656406676174652d310e880e80989abc04aaf9bcbd040000203f03000a022100100000f0010000c00200020261310000403f0400fe020980fa0202040276310000003f0400fe0109fdfa010408');
CREATE TABLE feedback (
    tube_id TEXT NOT NULL,
    author TEXT NOT NULL,
    sequence INTEGER NOT NULL UNIQUE,
    query_text TEXT NOT NULL,
    verdict TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    PRIMARY KEY (tube_id, author)
) STRICT, WITHOUT ROWID;
INSERT INTO feedback VALUES('t1','ada',1,'a man in red','Right',17408088811234567);
CREATE TABLE segment (
    path TEXT NOT NULL PRIMARY KEY,
    camera_id TEXT NOT NULL,
    span INTEGER NOT NULL,
    begin_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
INSERT INTO segment VALUES('gate-1/1.mp4','gate-1',0,17408088001234567,17408088601234567,12345);
CREATE TABLE access_key (
    id TEXT NOT NULL PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO access_key VALUES('k1','hash','ada','Admin',17408088001234567);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    done_at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    status INTEGER NOT NULL,
    address TEXT NOT NULL
) STRICT;
INSERT INTO audit VALUES(1,17408088001234567,'ada (k1)','PUT','gate-1',200,'10.0.0.7');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('delivery',2);
INSERT INTO sqlite_sequence VALUES('audit',1);
CREATE UNIQUE INDEX tubelet_by_number ON tubelet (seer, number);
CREATE INDEX tubelet_by_seer ON tubelet (seer, end_at, number);
CREATE INDEX tubelet_by_begin ON tubelet (viewpoint, span, begin_at, id);
CREATE INDEX alert_by_time ON alert (changed_at);
CREATE INDEX alert_open ON alert (id) WHERE state <> 'Closed';
CREATE INDEX alert_change_by_query ON alert_change (query_id, sequence);
CREATE INDEX alert_change_by_camera ON alert_change (camera_id, sequence);
CREATE INDEX delivery_due ON delivery (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX tube_by_time ON tube (saved_at);
CREATE INDEX segment_by_begin ON segment (camera_id, span, begin_at);
CREATE INDEX segment_by_age ON segment (begin_at, path);
CREATE INDEX audit_by_time ON audit (done_at);
