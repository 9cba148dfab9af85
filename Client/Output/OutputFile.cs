using Stvg.Core;

namespace Stvg.Client.Output;

/// <summary>Writes a file completely or not at all: into a neighbour first, renamed when whole.</summary>
internal static class OutputFile
{
    /// <summary>Fails now rather than after minutes of work when the file could not be written.</summary>
    /// <exception cref="StvgException">The folder is missing or not writable, or the path is a folder.</exception>
    public static void EnsureWritable(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new StvgException($"cannot write '{path}': it is a folder; name a file");
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new StvgException($"cannot write '{path}': the folder '{folder}' does not exist; create it first");
        Guard(path, () =>
        {
            var probe = Path.Combine(folder, $".stvg-{Guid.NewGuid():N}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose)) { }
        });
    }

    /// <summary>Makes a folder for several files, and fails now rather than later when none could be written there.</summary>
    /// <returns>The folder as it was named.</returns>
    /// <exception cref="StvgException">It cannot be made or written to.</exception>
    public static string EnsureFolder(string path)
    {
        if (File.Exists(path)) throw new StvgException($"cannot write into '{path}': it is a file; name a folder");
        Guard(path, () => Directory.CreateDirectory(path));
        EnsureWritable(Path.Combine(path, "probe"));
        return path;
    }

    /// <summary>Writes text through <paramref name="write"/>; nothing is left behind when it fails.</summary>
    public static void Write(string path, Action<TextWriter> write)
    {
        var part = $"{path}.{Environment.ProcessId}.part";
        Guard(path, () =>
        {
            try
            {
                using (var writer = new StreamWriter(part)) write(writer);
                File.Move(part, path, overwrite: true);
            }
            finally
            {
                File.Delete(part);
            }
        });
    }

    /// <summary>Writes bytes through <paramref name="write"/>; nothing is left behind when it fails or is cancelled.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            await using (var stream = File.Create(part, 1 << 16, FileOptions.Asynchronous)) await write(stream);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refuse(path, e);
        }
    }

    private static StvgException Refuse(string path, Exception e) =>
        new($"cannot write '{path}': {e.Message.TrimEnd('.')}; free some space or choose another place", e);
}
