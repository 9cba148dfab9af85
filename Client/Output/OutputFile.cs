using Stvg.Core;
using Stvg.Embedded;

namespace Stvg.Client.Output;

/// <summary>Files that a command was asked to write.</summary>
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
    public static void Write(string path, Action<TextWriter> write) => WholeFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        write(writer);
    });

    private static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WholeFile.Refusal(path, e);
        }
    }
}
