namespace Stvg.Models.Tests.Setup;

public sealed class SetupScriptTests : IDisposable
{
    private const string Build = "dotnet build";
    private const string Restore = "dotnet restore";
    private const string Pack = "npm pack";

    private readonly SetupSandbox _sandbox;

    public SetupScriptTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "setup.sh takes ONNX Runtime from npm on Linux only");
        _sandbox = new();
    }

    public void Dispose() => _sandbox?.Dispose();

    [Fact]
    public void Takes_NuGet_where_the_feed_has_the_package()
    {
        _sandbox.Fake("dotnet", "echo 10.0.100");
        var output = AssertSucceeds();
        Assert.Contains("from NuGet", output);
        Assert.Contains("<OnnxRuntimeSource>nuget<", File.ReadAllText(_sandbox.Properties));
        Assert.DoesNotContain(Pack, _sandbox.Calls);
    }

    [Fact]
    public void Takes_npm_where_the_feed_lacks_it()
    {
        Assert.Contains("from npm com.github.asus4.onnxruntime@0.4.9", AssertSucceeds());
        var properties = File.ReadAllText(_sandbox.Properties);
        Assert.Contains("<OnnxRuntimeSource>npm<", properties);
        var folder = properties.Split("<OnnxRuntimeFolder>")[1].Split('<')[0];
        Assert.Equal(["LICENSE", "Microsoft.ML.OnnxRuntime.dll", "ThirdPartyNotices.txt", "libonnxruntime.so"],
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        AssertNoLeftovers();
    }

    [Fact]
    public void Second_run_asks_nobody()
    {
        AssertSucceeds();
        var before = _sandbox.Calls;
        Assert.Contains("nothing to do", AssertSucceeds());
        Assert.Equal(before, _sandbox.Calls);
    }

    [Fact]
    public void Other_checkout_with_the_same_cache_needs_no_network()
    {
        AssertSucceeds();
        File.Delete(_sandbox.Properties);
        _sandbox.Fake("npm", "exit 1"); // there, for the console, but not to be asked
        AssertSucceeds();
        Assert.Single(_sandbox.Calls, Restore);
    }

    [Fact]
    public void Lost_cache_is_filled_again()
    {
        AssertSucceeds();
        Directory.Delete(_sandbox.Cache, recursive: true);
        AssertSucceeds();
        Assert.Equal(2, _sandbox.Calls.Count(c => c == Pack));
    }

    [Fact]
    public void Switch_to_npm_does_not_ask_NuGet()
    {
        AssertSucceeds(("STVG_ONNXRUNTIME", "npm"));
        Assert.DoesNotContain(Restore, _sandbox.Calls);
    }

    [Fact]
    public void Switch_to_NuGet_does_not_ask_npm() =>
        AssertFails("NU1101: Unable to find package): try STVG_ONNXRUNTIME=npm", environment: ("STVG_ONNXRUNTIME", "nuget"));

    [Fact]
    public void Changed_switch_is_noticed()
    {
        AssertSucceeds();
        AssertFails("NuGet cannot provide", environment: ("STVG_ONNXRUNTIME", "nuget"));
        Assert.Contains("nothing to do", AssertSucceeds());
    }

    [Fact]
    public void Quiet_says_nothing() => Assert.Equal((0, "", ""), _sandbox.Run(["--quiet"]));

    [Fact]
    public void Wrong_checksum_is_told_and_the_next_run_recovers()
    {
        _sandbox.Fake("npm", "echo damaged > onnxruntime-0.4.9.tgz");
        AssertFails("wrong checksum");
        _sandbox.Fake("npm", $"cp '{_sandbox.At("package.tgz")}' onnxruntime-0.4.9.tgz");
        AssertSucceeds();
    }

    [Theory]
    [InlineData("echo 'npm error code E404'; echo 'npm error 404 Not Found - GET'; exit 1", "404 Not Found - GET")]
    [InlineData("echo 'npm error code EAI_AGAIN'; echo 'npm error network request failed'; exit 1", "network request failed")]
    [InlineData("echo 'npm error code ENOSPC'; echo 'npm error nospc No space left on device'; exit 1", "No space left")]
    [InlineData("exit 1", "no reason was given")]
    [InlineData("true", "downloaded no package")]
    public void Failing_download_is_told(string npm, string reason)
    {
        _sandbox.Fake("npm", npm);
        AssertFails(reason);
    }

    [Fact]
    public void Failing_compiler_is_told_and_nothing_is_kept()
    {
        _sandbox.Fake("dotnet", "[[ $1 == --version ]] && exit; echo 'A.cs(1,2): error CS1002: ; expected [x]'; exit 1");
        AssertFails("cannot compile ONNX Runtime's C# binding: CS1002: ; expected");
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Cache, "onnxruntime", "0.4.9-1")));
    }

    [Fact]
    public void Archive_that_cannot_be_unpacked_is_told()
    {
        _sandbox.Fake("tar", "echo 'tar: x: Cannot write: No space left on device' >&2; exit 2");
        AssertFails("No space left on device");
    }

    [Fact]
    public void Missing_npm_is_told()
    {
        _sandbox.Remove("npm");
        AssertFails("npm is missing");
    }

    [Fact]
    public void Missing_SDK_is_told()
    {
        _sandbox.Remove("dotnet");
        AssertFails(".NET 10 SDK is missing");
    }

    [Fact]
    public void Too_old_SDK_is_told()
    {
        _sandbox.Fake("dotnet", "echo 'A compatible .NET SDK was not found.' >&2; exit 155");
        AssertFails("no .NET SDK here satisfies global.json");
    }

    [Fact]
    public void Missing_FFmpeg_names_the_package()
    {
        _sandbox.Remove("ffmpeg");
        AssertFails("install the package 'ffmpeg'");
    }

    [Fact]
    public void Unwritable_cache_is_told() => AssertFails("set STVG_CACHE", environment: ("STVG_CACHE", "/dev/null/cache"));

    [Fact]
    public void Unknown_switch_is_told() => AssertFails("use auto, nuget or npm", environment: ("STVG_ONNXRUNTIME", "conda"));

    [Fact]
    public void Unknown_option_is_told() => AssertFails("unknown option '--fast'", ["--fast"]);

    [Fact]
    public void Rest_of_a_killed_setup_is_cleared_away()
    {
        Directory.CreateDirectory(Path.Combine(_sandbox.Cache, "setup.killed"));
        AssertSucceeds();
        AssertNoLeftovers();
    }

    [Fact]
    public async Task Two_setups_at_once_download_once()
    {
        // The first one's download waits until the test lets it go on.
        var go = _sandbox.At("go");
        await System.Diagnostics.Process.Start("mkfifo", [go]).WaitForExitAsync(Cancelled);
        _sandbox.Fake("npm", $"read -r _ < '{go}'; cp '{_sandbox.At("package.tgz")}' onnxruntime-0.4.9.tgz");
        using var first = _sandbox.Start();
        await ReadUntilAsync(first.StandardOutput, "downloading");
        using var second = _sandbox.Start();
        await ReadUntilAsync(second.StandardOutput, "waiting for another setup");
        await File.WriteAllTextAsync(go, "now\n", Cancelled);
        await Task.WhenAll(first.WaitForExitAsync(Cancelled), second.WaitForExitAsync(Cancelled));
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Single(_sandbox.Calls, Pack);
        AssertNoLeftovers();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task ReadUntilAsync(StreamReader output, string part)
    {
        while (await output.ReadLineAsync(Cancelled) is { } line)
            if (line.Contains(part, StringComparison.Ordinal)) return;
        Assert.Fail($"setup ended without saying '{part}'");
    }

    private string AssertSucceeds(params (string, string)[] environment)
    {
        var (status, output, errors) = _sandbox.Run(null, environment);
        Assert.Equal("", errors);
        Assert.Equal(0, status);
        return output;
    }

    private void AssertFails(string reason, string[]? arguments = null, params (string, string)[] environment)
    {
        var hadProperties = File.Exists(_sandbox.Properties);
        var (status, _, errors) = _sandbox.Run(arguments, environment);
        Assert.Equal(1, status);
        Assert.Contains(reason, errors);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        AssertNoLeftovers();
        // Without FFmpeg the rest is set up all the same; otherwise nothing is promised that is not there.
        Assert.True(hadProperties || reason.Contains("ffmpeg", StringComparison.Ordinal) || !File.Exists(_sandbox.Properties));
    }

    private void AssertNoLeftovers()
    {
        if (Directory.Exists(_sandbox.Cache)) Assert.Empty(Directory.EnumerateFileSystemEntries(_sandbox.Cache, "setup.*"));
        Assert.False(File.Exists(_sandbox.Properties + ".new"));
    }
}
