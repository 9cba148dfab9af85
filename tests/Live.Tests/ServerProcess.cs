using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Stvg.Tests;

namespace Stvg.Live.Tests;

/// <summary><c>stvg serve</c> in a process of its own, spoken to as outsiders do.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _log;

    private ServerProcess(Process process, StringBuilder log, Uri address)
    {
        (_process, _log) = (process, log);
        Http = new HttpClient { BaseAddress = address, Timeout = s_limit };
    }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    /// <summary>What it wrote on standard error so far.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    public static async Task<ServerProcess> StartAsync(string data, params string[] more)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "stvg.dll"), "serve"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        string[] args = ["--urls", "http://127.0.0.1:0", "--data", data, "--media", TestData.Path("video"), .. more];
        foreach (var arg in args) start.ArgumentList.Add(arg);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        var log = new StringBuilder();
        process.ErrorDataReceived += (_, e) =>
        {
            lock (log) log.AppendLine(e.Data);
        };
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line.StartsWith("listening on ", StringComparison.Ordinal)) return new ServerProcess(process, log, new Uri(line["listening on ".Length..]));
        await process.WaitForExitAsync(limit.Token);
        throw new InvalidOperationException($"the server ended with status {process.ExitCode}: {log}");
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {text}\n{Log}");
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {text}\n{Log}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Asks for a camera until it is in one of the phases.</summary>
    public async Task<JsonNode> UntilAsync(string camera, TimeSpan limit, params string[] phases)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var view = await GetAsync($"/api/cameras/{camera}");
            if (phases.Contains((string?)view["state"])) return view;
            Assert.True(watch.Elapsed < limit, $"camera {camera} is not {string.Join(" or ", phases)} after {limit}: {view}\n{Log}");
            await Task.Delay(100);
        }
    }

    /// <summary>Every change of an alert that the server keeps, in order.</summary>
    public async Task<List<JsonNode>> AlertsAsync()
    {
        var all = new List<JsonNode>();
        for (string? after = "0"; after is not null;)
        {
            var page = await GetAsync($"/api/alerts?after={after}&limit=500");
            all.AddRange(page["items"]!.AsArray().Select(a => a!.DeepClone()));
            after = page["items"]!.AsArray().Count > 0 ? (string?)page["next"] : null;
        }

        return all;
    }

    /// <summary>SIGKILL: no chance to clean up. What it had started must end by itself.</summary>
    public async Task KillAsync()
    {
        var children = Directory.GetDirectories($"/proc/{_process.Id}/task").SelectMany(Children).ToList();
        Assert.Equal(0, kill(_process.Id, 9));
        using var limit = new CancellationTokenSource(s_limit);
        await _process.WaitForExitAsync(limit.Token);
        while (children.Exists(c => Directory.Exists($"/proc/{c}"))) await Task.Delay(50, limit.Token);
    }

    /// <summary>Ctrl-C; the exit status.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited) Assert.Equal(0, kill(_process.Id, 2));
        await _process.WaitForExitAsync(new CancellationTokenSource(s_limit).Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
    }

    private static string[] Children(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return []; // the thread ended while we looked
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
