using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Stvg.Tests;

/// <summary>
/// A camera for tests: a real RTSP server on loopback (Debian's librtsp-server-perl, see rtsp-server.pl) to which FFmpeg publishes a clip
/// over and over, in real time. Skips the test where the server or FFmpeg is not installed.
/// </summary>
internal sealed class RtspServer : IAsyncDisposable
{
    private const string Mount = "/camera";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private readonly string _clip;
    private readonly string[] _more;
    private readonly int _publishers = FreePort();
    private Process? _server;
    private Process? _publisher;

    private RtspServer(string clip, string? login, bool udpOnly)
    {
        _clip = clip;
        _more = [.. udpOnly ? ["udp-only"] : Array.Empty<string>(), .. login is null ? Array.Empty<string>() : [login]];
    }

    /// <summary>Port that players connect to; no other process has it.</summary>
    public int Port { get; } = FreePort();

    /// <summary>The camera's address, without a login.</summary>
    public string Url => $"rtsp://127.0.0.1:{Port}{Mount}";

    /// <summary>Starts a server and waits until the clip is being published.</summary>
    /// <param name="clip">Any video; it is encoded as H.264 with a key frame twice a second.</param>
    /// <param name="login">"user:password" that players have to give, or null.</param>
    /// <param name="udpOnly">Whether the camera refuses RTP inside the RTSP connection.</param>
    public static async Task<RtspServer> StartAsync(string clip, string? login = null, bool udpOnly = false)
    {
        var server = new RtspServer(clip, login, udpOnly);
        try
        {
            await server.RestartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>As if the camera's plug was pulled: nothing is said to anybody.</summary>
    public void Kill()
    {
        foreach (var process in new[] { _publisher, _server })
        {
            if (process is null) continue;
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        (_publisher, _server) = (null, null);
    }

    /// <summary>Starts it again at the same address.</summary>
    public async Task RestartAsync()
    {
        Kill();
        // Far from the ports that the system gives out, and apart for each server.
        var rtp = 20_000 + (Port % 600 * 20);
        string[] ports = [Port.ToString(CultureInfo.InvariantCulture), _publishers.ToString(CultureInfo.InvariantCulture), $"{rtp}"];
        var script = Path.Combine(TestData.RepositoryRoot, "tests", "Shared", "rtsp-server.pl");
        _server = Start("perl", [script, .. ports, .. _more]);
        await WaitForAsync("listening");
        _publisher = Start("ffmpeg",
        [
            "-v", "error", "-nostdin", "-re", "-stream_loop", "-1", "-i", _clip, "-an", "-c:v", "libx264", "-preset", "ultrafast",
            "-tune", "zerolatency", "-threads", "1", "-force_key_frames", "expr:gte(t,n_forced*0.5)", "-pix_fmt", "yuv420p",
            "-f", "rtsp", $"rtsp://127.0.0.1:{_publishers}{Mount}",
        ]);
        await WaitForAsync("recording " + Mount);
    }

    /// <summary>The server goes on existing and does nothing any more.</summary>
    public void Freeze() => Signal("-STOP");

    /// <summary>Undoes <see cref="Freeze"/>.</summary>
    public void Thaw() => Signal("-CONT");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _server!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"needs {program}");
            throw;
        }
    }

    private async Task WaitForAsync(string line)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            while (await _server!.StandardOutput.ReadLineAsync(limit.Token) is { } said)
                if (said == line) return;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"the RTSP server did not say '{line}' within {s_limit.TotalSeconds} s");
        }
        var error = await _server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(error.Contains("Can't locate", StringComparison.Ordinal), "needs the Debian package 'librtsp-server-perl'");
        Assert.Fail($"the RTSP server ended: {error}");
    }
}
