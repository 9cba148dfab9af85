using Stvg.Tests;

namespace Stvg.Client.Tests;

/// <summary>A folder of small files for one test class, made with FFmpeg.</summary>
public sealed class Clips : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("stvg test ").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Encodes one of FFmpeg's test pictures.</summary>
    public string Make(string name, string source = "testsrc2=s=320x240:r=10", string duration = "1", params string[] more)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) Ffmpeg.Run(["-f", "lavfi", "-i", $"{source}:d={duration}", .. more, path]);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
