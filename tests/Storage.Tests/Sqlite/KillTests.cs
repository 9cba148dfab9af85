using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Stvg.Core.Alerts;

namespace Stvg.Storage.Tests.Sqlite;

public sealed class KillTests
{
    private const string FileVariable = "STVG_TEST_ARCHIVE", Word = "acknowledged ";
    private static readonly Webhook s_webhook = new("https://example.com/", "secret");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_awaited_is_there_after_the_process_was_killed()
    {
        using var folder = new TempFolder();
        var file = folder.File("archive.db");
        var child = $"{typeof(KillTests).FullName}.{nameof(Writes_until_it_is_killed)}";
        string[] arguments = [typeof(KillTests).Assembly.Location, "-noColor", "-noLogo", "-explicit", "only", "-method", child];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment[FileVariable] = file;
        using var process = Process.Start(start)!;
        var acknowledged = new List<int>();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            if (!line.StartsWith(Word, StringComparison.Ordinal)) said.Add(line);
            else acknowledged.Add(int.Parse(line.AsSpan(Word.Length), CultureInfo.InvariantCulture));
            if (acknowledged.Count == 40) process.Kill(); // SIGKILL, most likely in the middle of a transaction
        }

        await process.WaitForExitAsync(Ct);
        Assert.True(acknowledged.Count >= 40, $"only {acknowledged.Count} writes: {string.Join(' ', said)}");
        await AssertAllThereAsync(file, acknowledged);
    }

    /// <summary>The child of the test above; does nothing when run by itself.</summary>
    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } file) return;
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await using var archive = await Archive.OpenAsync(file, Ct);
        for (var i = 0; i < 100_000; i++) // ends before, with an error, when nobody reads any more
        {
            Alert opened = Made.Alert($"a{i}"), closed = Made.Alert($"a{i}", 2, AlertState.Closed);
            await archive.WriteAlertsAsync([Made.Write(opened, s_webhook), Made.Write(closed, s_webhook)], Made.At(i), Ct);
            await archive.AddTubeletsAsync([Made.Tubelet("c", i + 1, i, 20)], Ct);
            await output.WriteLineAsync($"{Word}{i.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static async Task AssertAllThereAsync(string file, List<int> acknowledged)
    {
        await using (var archive = await Archive.OpenAsync(file, Ct))
        {
            var changes = await archive.AlertChangesAsync(0, default, int.MaxValue, Ct);
            var due = await archive.DueDeliveriesAsync(Made.At(1e6), int.MaxValue, Ct);
            Assert.Equal(changes.Select(c => c.Sequence), due.Select(d => d.Record.Sequence)); // never one without the other
            var expected = Enumerable.Range(0, changes.Count).Select(i => ($"a{i / 2}", 1 + (i % 2)));
            Assert.Equal(expected, changes.Select(c => (c.Alert.Id, c.Alert.Change)));
            Assert.True(changes.Count >= 2 * acknowledged.Count, $"{changes.Count} changes, {acknowledged.Count} pairs were acknowledged");
            foreach (var i in acknowledged) Assert.NotNull(await archive.FindTubeletAsync("c", i + 1, Ct));
        }

        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }
}
