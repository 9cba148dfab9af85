using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Tests.Support;
using Stvg.Tests.Judging;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Grains.Tests;

/// <summary>Alerts of a cluster that a model is asked about before they are told, over real HTTP.</summary>
public sealed class JudgeTests : IDisposable
{
    private static readonly string[][] s_roles = [[RoleNames.Query, RoleNames.Gateway], [RoleNames.Camera], [RoleNames.Query]];

    private readonly string _folder = Directory.CreateTempSubdirectory("stvg judge ").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Scene Visit { get; } =
        new Core.Tests.Grounding.SceneBuilder(400).Add(1, 10, 200, Walk(30, 200, 2), colour: (200, 20, 20)).Build();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_sees_the_cameras_pictures_and_decides_what_is_told()
    {
        await using var model = await ModelServer.StartAsync(
            r => ModelAnswer.Of(r.Text.Contains("left", StringComparison.Ordinal) ? 0.1 : 0.9));
        await using var cluster = await StartAsync(model.Endpoint, timeoutSeconds: 30);
        await cluster.AddQueryAsync("a person in red", "red");
        await cluster.AddQueryAsync("a person walking to the right or to the left", "left");
        await cluster.AddQueryAsync("a person walking to the right", "right");
        await WatchAsync(cluster);
        await cluster.World.PlayAsync("gate", 240);
        var changes = await cluster.AlertsAsync(
            all => all.Count(c => c.Alert.State == AlertState.Closed) == 2, "two alerts that were confirmed");

        Assert.Equal(["red", "right"], changes.Select(c => c.Alert.QueryId).Distinct().Order());
        Assert.All(changes, c => Assert.Equal(VerificationOutcome.Confirmed, c.Alert.Verification!.Outcome));
        Assert.All(changes.GroupBy(c => c.Alert.Id), a => Assert.Equal(Enumerable.Range(1, a.Count()), a.Select(c => c.Alert.Change)));
        Assert.All(model.Requests, r => Assert.All(r.Pictures, p => Assert.Equal(new byte[] { 0xff, 0xd8 }, p[..2])));
        Assert.All(model.Requests, r => Assert.NotEmpty(r.Pictures));
    }

    [Fact]
    public async Task A_model_that_does_not_answer_holds_no_alert_up_for_long()
    {
        await using var model = await ModelServer.StartAsync(async r =>
        {
            await Task.Delay(Timeout.Infinite, r.Aborted);
            return new ModelAnswer("");
        });
        await using var cluster = await StartAsync(model.Endpoint, timeoutSeconds: 1);
        await cluster.AddQueryAsync("a person in red", "red");
        await WatchAsync(cluster);
        await cluster.World.PlayAsync("gate", 120);
        var opened = (await cluster.AlertsAsync(all => all.Count > 0, "the alert"))[0].Alert;
        Assert.Equal(VerificationOutcome.TimedOut, opened.Verification!.Outcome);
    }

    [Fact]
    public async Task An_alert_that_waits_when_its_groups_silo_dies_is_asked_about_again_and_told_once()
    {
        var (asked, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var model = await ModelServer.StartAsync(async r =>
        {
            asked.TrySetResult();
            await answers.Task.WaitAsync(r.Aborted);
            return ModelAnswer.Of(0.9);
        });
        await using var cluster = await StartAsync(model.Endpoint, timeoutSeconds: 60);
        await cluster.AddQueryAsync("a person in red", "red");
        await WatchAsync(cluster);
        var group = cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf("gate"));
        await cluster.World.PlayAsync("gate", 100);
        await asked.Task.WaitAsync(TestCluster.Patience, Ct);
        var before = (await group.ReportAsync(null)).Silo;
        await cluster.Cluster.KillSiloAsync(cluster.SiloCalled(before), Ct);
        await cluster.World.PlayAsync("gate", 150);
        answers.SetResult();
        await cluster.World.PlayAsync("gate", 240);
        var changes = await cluster.AlertsAsync(all => all.Any(c => c.Alert.State == AlertState.Closed), "the alert's end");
        Assert.Single(changes.Select(c => c.Alert.Id).Distinct());
        Assert.Equal(Enumerable.Range(1, changes.Count), changes.Select(c => c.Alert.Change));
        Assert.All(changes, c => Assert.Equal(VerificationOutcome.Confirmed, c.Alert.Verification!.Outcome));
        Assert.NotEqual(before, (await group.ReportAsync(null)).Silo);
    }

    private async Task<TestCluster> StartAsync(string endpoint, int timeoutSeconds)
    {
        var judge = Path.Combine(_folder, "judge.json");
        await File.WriteAllTextAsync(judge, $$"""
            { "endpoint": "{{endpoint}}", "model": "m",
              "verify": { "perMinute": 1000, "perMinuteAndCamera": 1000, "timeoutSeconds": {{timeoutSeconds}} } }
            """, Ct);
        return await TestCluster.StartAsync(roles: i => s_roles[i], options: o => o with { Server = o.Server with { Judge = judge } });
    }

    /// <summary>A camera whose pictures are kept where it is watched, as its session would.</summary>
    private static async Task WatchAsync(TestCluster cluster)
    {
        await cluster.AddCameraAsync("gate", Visit);
        var album = cluster.SiloCalled("Silo_1").ServiceProvider.GetRequiredService<SiloParts>().Judge!.Album!;
        var pixels = new byte[64 * 48 * 3];
        Random.Shared.NextBytes(pixels);
        for (var number = 10; number < 90; number += 5)
        {
            using var frame = new Frame(
                "gate", number, TimeSpan.FromSeconds(number / 10.0), Visit.Size, new ImageView(pixels, 64, 48, 64 * 3), null,
                    new Memory(pixels))
            {
                CapturedAt = Core.Tests.Alerts.Replay.Epoch.AddSeconds(number / 10.0),
            };
            album.Offer(frame);
        }
    }

    private sealed class Memory(byte[] pixels) : IMemoryOwner<byte>
    {
        Memory<byte> IMemoryOwner<byte>.Memory => pixels;

        public void Dispose()
        {
        }
    }
}
