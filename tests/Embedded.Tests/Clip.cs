using Stvg.Tests;

namespace Stvg.Embedded.Tests;

/// <summary>Clips for these tests: a generated one, and the beginning of a real one.</summary>
public sealed class Clip : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stvg embedded ").FullName;

    /// <summary>25 frames of FFmpeg's test picture.</summary>
    public string Generated => Make("generated.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=1", "-c:v", "libx264", "-preset", "ultrafast");

    /// <summary>The first 20 seconds (200 frames) of the real surveillance clip; skips the test where it is absent.</summary>
    public string Real => Make("real.avi", "-i", TestData.Path("video/pets09-s2l1.avi"), "-t", "20", "-c", "copy");

    /// <summary>The real clip several times over.</summary>
    public string Long(int times) => Make($"long{times}.avi", "-stream_loop", $"{times - 1}", "-i", Real, "-c", "copy");

    private string Make(string name, params string[] args)
    {
        var path = Path.Combine(_folder, name);
        if (File.Exists(path)) return path;
        Ffmpeg.Run([.. args, path]);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
