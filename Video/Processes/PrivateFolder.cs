using Stvg.Core;

namespace Stvg.Video.Processes;

/// <summary>A folder of one's own for one run of FFmpeg, in the system's place for temporary files; gone when disposed.</summary>
internal sealed class PrivateFolder : IDisposable
{
    /// <exception cref="StvgException">It cannot be made.</exception>
    public PrivateFolder()
    {
        try
        {
            Path = Directory.CreateTempSubdirectory("stvg-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot make a temporary folder: {e.Message}; set TMPDIR to a folder that can be written to", e);
        }
    }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What to say when nothing can be written into it.</summary>
    public StvgException Unwritable(IOException cause) =>
        new($"cannot write to the temporary folder '{Path}': {cause.Message}; set TMPDIR to another", cause);

    /// <summary>Removes it with everything in it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
