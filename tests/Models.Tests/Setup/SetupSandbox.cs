using System.Diagnostics;
using System.Text.RegularExpressions;
using Stvg.Models.Tests.Support;
using Stvg.Tests;

namespace Stvg.Models.Tests.Setup;

/// <summary>
/// A copy of setup.sh in a folder of its own, with programs in place of dotnet, npm and FFmpeg, and nothing else on the
/// path than the usual tools. Every call of these programs is written down.
/// </summary>
internal sealed partial class SetupSandbox : IDisposable
{
    private static readonly string[] s_tools =
    [
        "bash", "env", "cp", "rm", "mv", "mkdir", "mktemp", "dirname", "grep", "cut", "tr", "od", "base64", "sha512sum", "tar", "gzip",
        "uname", "flock",
    ];

    private readonly TempFolder _folder = new();

    public SetupSandbox()
    {
        var original = TestData.RepositoryRoot;
        // Small scripts and no links: a test that replaces a tool must never write through to the real one.
        foreach (var tool in s_tools)
            _folder.WriteScript($"bin/{tool}", $"exec {new[] { $"/usr/bin/{tool}", $"/bin/{tool}" }.First(File.Exists)} \"$@\"");
        File.Copy(Path.Combine(original, "Directory.Packages.props"), _folder.File("Directory.Packages.props"));

        // The package of the test instead of the real one of 150 MB.
        var package = At("package.tgz");
        string[] files = ["Runtime/A.cs", "LICENSE", "ThirdPartyNotices.txt", "Plugins/Linux/x64/libonnxruntime.so", "Plugins/other.bin"];
        PackageFile.Write(package, [.. files.Select(f => ($"package/{f}", f))]);
        var script = File.ReadAllText(Path.Combine(original, "setup.sh"));
        _folder.WriteScript("setup.sh", Sha512().Replace(script, $"npm_sha512={PackageFile.Sha512(package)}"));

        Fake("dotnet", """
            case $1 in
              --version) echo 10.0.100 ;;
              restore) echo 'Probe.csproj : error NU1101: Unable to find package' ; exit 1 ;;
              build) while [[ $1 != -o ]]; do shift; done; echo dll > "$2/Microsoft.ML.OnnxRuntime.dll" ;;
            esac
            """);
        Fake("npm", $"cp '{package}' onnxruntime-0.4.9.tgz");
        Fake("ffmpeg", "");
        Fake("ffprobe", "");
    }

    public string Cache => _folder.File("the cache");

    public string Properties => _folder.File("setup.generated.props");

    /// <summary>Names of the programs that were called, with their first argument.</summary>
    public string[] Calls => File.Exists(_folder.File("calls")) ? File.ReadAllLines(_folder.File("calls")) : [];

    /// <summary>Puts a program on the path; it notes its calls.</summary>
    public void Fake(string name, string text) => _folder.WriteScript($"bin/{name}", $"echo \"{name} $1\" >> '{_folder.File("calls")}'\n{text}");

    public void Remove(string name) => File.Delete(_folder.File($"bin/{name}"));

    public string At(string name) => _folder.File(name);

    public (int Status, string Output, string Errors) Run(string[]? arguments = null, params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, environment);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    public Process Start(string[]? arguments = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/bash", [_folder.File("setup.sh"), .. arguments ?? []])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = _folder.File("bin");
        start.Environment["HOME"] = _folder.Path;
        start.Environment["STVG_CACHE"] = Cache;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("npm_sha512=.*")]
    private static partial Regex Sha512();
}
