using Stvg.Core;

namespace Stvg.Video.Rendering;

/// <summary>
/// A file that appears under its name only when it is complete: it is written under a hidden name beside it and renamed at the end;
/// anything else leaves nothing behind.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _target;
    private bool _committed;

    private OutputFile(string target, string temporary) => (_target, Temporary) = (target, temporary);

    /// <summary>Path to write to; the file exists, empty.</summary>
    public string Temporary { get; }

    /// <summary>Checks that a file can be made there, and makes the temporary one.</summary>
    /// <param name="path">Where it shall be in the end; a file that is there is replaced.</param>
    /// <param name="input">A file that must not be replaced.</param>
    /// <exception cref="StvgException">It cannot be written, or is the input.</exception>
    public static OutputFile Create(string path, string input)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0')) throw new StvgException("no output file is named: give the path of one");
        var target = RealPath(path);
        if (Directory.Exists(target)) throw new StvgException($"'{path}' is a folder: name a file in it");
        if (target == RealPath(input)) throw new StvgException($"'{path}' is the video itself: name another file for the rendering");
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder)) throw new StvgException($"cannot write '{path}': there is no folder '{folder}'; make it first");
        // Renaming onto a device would replace it by a plain file.
        if (!OperatingSystem.IsWindows() && (target + '/').Split('/') is ["", "dev" or "proc", ..])
            throw new StvgException($"cannot write '{path}': it is not a place for files; name a file elsewhere");
        var temporary = Path.Combine(folder, $".stvg-{Guid.NewGuid():N}.partial");
        try
        {
            new FileStream(temporary, FileMode.CreateNew, FileAccess.Write).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot write '{path}': {Reason(e, folder)}", e);
        }
        return new OutputFile(target, temporary);
    }

    /// <summary>Puts the finished file in its place.</summary>
    /// <exception cref="StvgException">The place cannot be written to.</exception>
    public void Commit()
    {
        try
        {
            File.Move(Temporary, _target, overwrite: true);
            _committed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot write '{_target}': {e.Message}", e);
        }
    }

    /// <summary>Removes the temporary file unless it was put in its place.</summary>
    public void Dispose()
    {
        if (!_committed) File.Delete(Temporary);
    }

    /// <summary>The path with every symbolic link on the way followed, so that two names of one file compare equal.</summary>
    /// <exception cref="StvgException">Links lead in a circle.</exception>
    internal static string RealPath(string path) => RealPath(path, 40);

    private static string RealPath(string path, int links)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent) return full;
        var here = Path.Combine(RealPath(parent, links), Path.GetFileName(full));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        if (info.LinkTarget is not { } link) return here;
        if (links == 0) throw new StvgException($"'{path}' leads through too many symbolic links");
        return RealPath(Path.Combine(Path.GetDirectoryName(here)!, link), links - 1);
    }

    private static string Reason(Exception e, string folder) =>
        e is UnauthorizedAccessException ? $"no permission in folder '{folder}'; name a file elsewhere" : e.Message;
}
