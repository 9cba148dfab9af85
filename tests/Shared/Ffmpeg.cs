using System.Diagnostics;

namespace Stvg.Tests;

/// <summary>Makes clips for tests.</summary>
internal static class Ffmpeg
{
    /// <summary>Runs FFmpeg to its end; its message fails the test.</summary>
    public static void Run(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", "-nostdin", .. args]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
