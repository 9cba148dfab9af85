using Microsoft.Data.Sqlite;
using SQLitePCL;
using Stvg.Core;

namespace Stvg.Storage.Engines;

/// <summary>Says in one line what SQLite reports by number.</summary>
internal static class SqliteErrors
{
    /// <summary>What to throw instead.</summary>
    public static StvgException Explain(SqliteException e, string file) => new(Line(e, file), e);

    private static string Line(SqliteException e, string file) => e.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => $"the disk is full, nothing was written to the archive '{file}': free some space",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"the archive '{file}' is locked by another program: end that program, or use another file",
        raw.SQLITE_CORRUPT => $"the archive '{file}' is damaged: restore it from a backup (docs/archive.md)",
        raw.SQLITE_NOTADB => $"'{file}' is no archive (not an SQLite database): name another file, or restore it from a backup",
        raw.SQLITE_CANTOPEN => $"cannot open the archive '{file}': check that the folder exists and may be written to",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"may not write to the archive '{file}': check the rights of the file and its folder",
        raw.SQLITE_IOERR => $"cannot read or write the archive '{file}' ({e.Message.TrimEnd('.')}): check the disk",
        raw.SQLITE_TOOBIG => $"something is too large for the archive '{file}': SQLite holds at most 1 GB in one place",
        _ => $"the archive '{file}' refuses: {e.Message}",
    };
}
