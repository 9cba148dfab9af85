using Stvg.Core;

namespace Stvg.Embedded.Live;

/// <summary>The folder that a server keeps everything in.</summary>
internal static class DataFolder
{
    /// <summary>The archive of a folder that is there already: SQLite in it, where no other connection is given.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="archive">See <see cref="ServerOptions.Archive"/>.</param>
    /// <exception cref="StvgException">There is none.</exception>
    public static string ArchiveOf(string folder, string? archive)
    {
        var connection = new ServerOptions { DataFolder = folder, Archive = archive, WebhookBody = static _ => [] }.ArchiveConnection;
        if (archive is not null || File.Exists(connection)) return connection;
        throw new StvgException($"there is no archive in '{folder}': give the server's folder with --data, or its PostgreSQL with --archive");
    }

    /// <summary>Makes the folder and keeps a second server out of it until the result is disposed, or the process is gone.</summary>
    /// <exception cref="StvgException">It cannot be made or written, or another server uses it.</exception>
    public static FileStream Lock(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, "server.lock");
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (File.Exists(path) && e is not PathTooLongException)
            {
                throw new StvgException($"another server uses the data folder '{folder}': stop it, or choose another folder with --data", e);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot use the data folder '{folder}': {e.Message}", e);
        }
    }
}
