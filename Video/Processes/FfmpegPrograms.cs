using Stvg.Core;

namespace Stvg.Video.Processes;

/// <summary>Where the programs <c>ffmpeg</c> and <c>ffprobe</c> are: named by STVG_FFMPEG and STVG_FFPROBE, else found on PATH.</summary>
internal static class FfmpegPrograms
{
    /// <summary>Protocols that a file may make FFmpeg use: its own bytes and nothing else (no playlist reaches the network).</summary>
    public const string Protocols = "file,pipe";

    /// <exception cref="StvgException">It is not installed.</exception>
    public static string Ffmpeg => Find("ffmpeg", "STVG_FFMPEG");

    /// <exception cref="StvgException">It is not installed.</exception>
    public static string Ffprobe => Find("ffprobe", "STVG_FFPROBE");

    /// <summary>A path that FFmpeg takes for a plain file whatever it looks like ("-i", "concat:…", "http:…").</summary>
    public static string FileUrl(string path) => "file:" + Path.GetFullPath(path);

    internal static string Find(string program, string variable) =>
        Find(program, variable, Environment.GetEnvironmentVariable(variable), Environment.GetEnvironmentVariable("PATH"));

    internal static string Find(string program, string variable, string? named, string? searchPath)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(named)
                ? Path.GetFullPath(named)
                : throw new StvgException($"{variable} names '{named}', which does not exist: set it to the path of {program} or unset it");
        }
        foreach (var folder in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var name in OperatingSystem.IsWindows() ? new[] { program + ".exe" } : [program])
            {
                var candidate = Path.Combine(folder, name);
                if (File.Exists(candidate)) return candidate;
            }
        }
        throw new StvgException(
            $"{program} is not installed: install the package 'ffmpeg' (Debian, Ubuntu: apt-get install ffmpeg) " +
            $"or name the program in {variable}");
    }
}
