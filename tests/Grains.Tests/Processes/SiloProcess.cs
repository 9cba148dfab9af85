using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Stvg.Tests;

namespace Stvg.Grains.Tests.Processes;

/// <summary><c>stvg-silo</c> in a process of its own, started, frozen and killed as machines are.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly StringBuilder _log = new();
    private readonly Process _process;

    private SiloProcess(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public HttpClient Http { get; private set; } = null!;

    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    /// <summary>Starts a silo and waits until its API answers.</summary>
    public static async Task<SiloProcess> StartAsync(string name, string archive, string data)
    {
        var start = new ProcessStartInfo(
            "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] args =
        [
            Path.Combine(AppContext.BaseDirectory, "stvg-silo.dll"), "--name", name, "--data", data, "--media", TestData.Path("video"),
            "--silo-port", FreePort(), "--gateway-port", FreePort(), "--urls", "http://127.0.0.1:0", "--no-recording",
        ];
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.Environment["STVG_ARCHIVE"] = archive;
        var silo = new SiloProcess(name, Process.Start(start)!);
        silo._process.StandardInput.Close();
        silo._process.ErrorDataReceived += (_, e) =>
        {
            lock (silo._log) silo._log.AppendLine(e.Data);
        };
        silo._process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        while (await silo._process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith("listening on ", StringComparison.Ordinal)) continue;
            silo.Http = new HttpClient { BaseAddress = new Uri(line["listening on ".Length..]), Timeout = TimeSpan.FromSeconds(10) };
            return silo;
        }

        throw new InvalidOperationException($"silo {name} ended before it listened: {silo.Log}");
    }

    /// <summary>Sends a signal: TERM, KILL, STOP, CONT.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task ExitedAsync()
    {
        using var limit = new CancellationTokenSource(s_limit);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("CONT");
            Signal("TERM");
            await ExitedAsync();
        }

        Http?.Dispose();
        _process.Dispose();
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
