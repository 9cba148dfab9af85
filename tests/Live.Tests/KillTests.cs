using Stvg.Tests;

namespace Stvg.Live.Tests;

/// <summary>The program may be killed at any moment: every alert is delivered at least once, and its id never changes.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;
    private const string Secret = "a secret of some length";

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);
    private static readonly string[] s_sentences =
    [
        "a person walking to the left", "a person walking to the right", "the person wearing a white hat",
        "a woman in a red jacket walking from right to left", "a man in a dark jacket who stands still",
        "somebody who comes in from the left", "a person who leaves the picture on the right",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("stvg kill ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_twenty_times_it_loses_no_alert_and_doubles_none()
    {
        using var undisturbed = new WebhookReceiver(Secret);
        var expected = await WatchAsync("undisturbed", undisturbed, kills: 0);
        using var disturbed = new WebhookReceiver(Secret);
        var actual = await WatchAsync("disturbed", disturbed, Kills);

        Assert.NotEmpty(expected);
        Assert.True(expected.Count >= 5, $"only {expected.Count} changes of alerts: the clip and the sentences do not test much");
        Assert.Equal(expected, actual);
        Assert.Empty(undisturbed.Wrongs);
        Assert.Empty(disturbed.Wrongs);
        // The receiver was told of everything at least once; what it was told twice has the same key, so that it can tell.
        Assert.Equal(expected.Order(), undisturbed.Calls.Select(c => Change(c.Body)).Distinct().Order());
        Assert.Equal(expected.Order(), disturbed.Calls.Select(c => Change(c.Body)).Distinct().Order());
        output.WriteLine(
            "{0} changes of alerts in both runs; webhook calls undisturbed {1}, killed {2} times {3}",
            expected.Count, undisturbed.Calls.Count, Kills, disturbed.Calls.Count);
    }

    /// <summary>Plays the clip to its end, however often the server is killed on the way; the changes that it then has, in order.</summary>
    private async Task<List<string>> WatchAsync(string name, WebhookReceiver receiver, int kills)
    {
        var data = Path.Combine(_folder, name);
        var random = new Random(7);
        var server = await ServerProcess.StartAsync(data, "--no-recording");
        try
        {
            for (var i = 0; i < s_sentences.Length; i++)
            {
                await server.PostAsync("/api/queries", new
                {
                    id = $"q{i}", text = s_sentences[i], cooldown = 5, webhook = new { url = receiver.Url, secret = Secret },
                });
            }

            await server.PostAsync("/api/cameras", new { id = "pets", source = TestData.Path("video/pets09-s2l1.avi"), pace = "fast" });
            for (var kill = 0; kill < kills; kill++)
            {
                // Not to synchronise: the point is to kill at any moment, also while it starts.
                await Task.Delay(random.Next(50, 4000));
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(data, "--no-recording");
            }

            await server.UntilAsync("pets", s_longest, "ended");
            var changes = (await server.AlertsAsync()).Select(Change).ToList();
            await DeliveredAsync(receiver, changes);
            Assert.Equal(0, await server.StopAsync());
            return changes;
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task DeliveredAsync(WebhookReceiver receiver, List<string> changes)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (receiver.Calls.Select(c => Change(c.Body)).Distinct().Count() < changes.Count) await Task.Delay(100, limit.Token);
    }

    /// <summary>What identifies a change, and what it says of the event.</summary>
    private static string Change(System.Text.Json.Nodes.JsonNode alert) =>
        $"{alert["id"]} {alert["change"]} {alert["state"]} {alert["queryId"]} object {alert["objectId"]} frames {alert["tube"]!["begin"]}–{alert["tube"]!["end"]}";
}
