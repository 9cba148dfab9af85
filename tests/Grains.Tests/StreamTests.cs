using Stvg.Core.Alerts;
using Stvg.Core.Cameras.Wire;
using Stvg.Core.Tests.Alerts;
using Stvg.Core.Tubelets;
using Stvg.Grains.Cameras;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Tests.Support;
using Stvg.Storage;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Grains.Tests;

/// <summary>What may happen to updates on their way, and who may no longer write.</summary>
public sealed class StreamTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Scene Visit { get; } = new Core.Tests.Grounding.SceneBuilder(160)
        .Add(1, 10, 110, Walk(30, 200, 5), colour: (200, 20, 20)).Build();

    [Fact]
    public async Task A_stream_that_repeats_and_reorders_changes_nothing()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red");
        var fence = await cluster.Archive.TakeFenceAsync("camera/gate", Ct);
        var stream = cluster.Stream("gate");
        var random = new Random(3);
        var parcels = Parcels(fence.Epoch);
        // Each twice, and none more than five places from where it belongs: more would be asked for, and this camera has no grain to ask.
        var order = parcels.Concat(parcels.Skip(1)).OrderBy(p => p.Sequence + (5 * random.NextDouble())).ToList();
        foreach (var parcel in order) await stream.OnNextAsync(parcel);

        var changes = await cluster.AlertsAsync(all => all.Any(c => c.Alert.State == AlertState.Closed), "a closed alert");
        Assert.Single(changes.Select(c => c.Alert.Id).Distinct());
        var expected = new StandingQueries();
        expected.Put(new StandingQuery { Id = "q", Text = "a person in red", Cooldown = TimeSpan.Zero },
            new Core.Queries.QueryParser(Core.Queries.Lexicon.Empty).Parse("a person in red"));
        var alone = new Replay(Visit).Updates().SelectMany(expected.Update).ToList();
        Assert.Equal(alone.Select(a => (a.Id, a.State, a.Tube.Begin, a.Tube.End)),
            changes.Select(c => (c.Alert.Id, c.Alert.State, c.Alert.Tube.Begin, c.Alert.Tube.End)));
    }

    [Fact]
    public async Task What_is_lost_on_the_way_is_fetched_from_the_camera()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visit);
        await cluster.World.PlayAsync("gate", 60);
        var group = cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf("gate"));
        // A parcel from the future makes the group believe that it missed some; the camera knows better.
        var report = (await cluster.Grains.GetGrain<ICameraGrain>("gate").ReportAsync())!;
        await cluster.Stream("gate").OnNextAsync(Parcels(report.Epoch)[90] with { Sequence = 9_000 });
        await cluster.World.PlayAsync("gate", 150);
        var changes = await cluster.AlertsAsync(all => all.Any(c => c.Alert.State == AlertState.Closed), "a closed alert");
        Assert.Single(changes.Select(c => c.Alert.Id).Distinct());
        Assert.True((await group.ReportAsync(null)).Asked > 0);
    }

    [Fact]
    public async Task Who_was_an_owner_once_is_not_listened_to()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red");
        var old = await cluster.Archive.TakeFenceAsync("camera/gate", Ct);
        var now = await cluster.Archive.TakeFenceAsync("camera/gate", Ct);
        var stream = cluster.Stream("gate");
        var (mine, zombies) = (Parcels(now.Epoch), Parcels(old.Epoch));
        for (var i = 0; i < mine.Count; i++)
        {
            await stream.OnNextAsync(mine[i]);
            // The former owner was frozen for a second, and goes on where it was.
            if (i >= 10) await stream.OnNextAsync(zombies[i - 10]);
        }

        var changes = await cluster.AlertsAsync(all => all.Any(c => c.Alert.State == AlertState.Closed), "a closed alert");
        Assert.Single(changes.Select(c => c.Alert.Id).Distinct());
        Assert.Equal(110, changes[^1].Alert.Tube.End);
        var archive = new FencedCameraArchive(cluster.Archive, old);
        await Assert.ThrowsAsync<FencedException>(
            () => archive.AddSegmentAsync(new RecordedSegment("gate", "a.mkv", default, default, 1), Ct));
        await Assert.ThrowsAsync<FencedException>(() => archive.UpdateCameraAsync(Made.Camera("gate"), Ct));
    }

    [Fact]
    public async Task Two_activations_of_a_camera_end_as_one()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visit);
        await cluster.World.PlayAsync("gate", 50);
        // Another activation, as a race of the directory makes it: it took the camera over, wrote its memory, and watches.
        var fence = await cluster.Archive.TakeFenceAsync("camera/gate", Ct);
        await cluster.Storage.WrittenAsync();
        cluster.Storage.Touch();
        foreach (var parcel in Parcels(fence.Epoch)) await cluster.Stream("gate").OnNextAsync(parcel);
        // The first one notices, and goes; whoever asks next gets a fresh one that takes over properly.
        await cluster.World.OwnedAsync("gate", 2);
        var changes = await cluster.AlertsAsync(all => all.Any(c => c.Alert.State == AlertState.Closed), "a closed alert");
        Assert.Equal(changes.Count, changes.Select(c => (c.Alert.Id, c.Alert.Change)).Distinct().Count());
        Assert.True((await cluster.Grains.GetGrain<ICameraGrain>("gate").WatchAsync())!.Epoch > fence.Epoch);
    }

    private static List<UpdateParcel> Parcels(long epoch)
    {
        var writer = new UpdateWriter("gate", epoch);
        return [.. new Replay(Visit).Updates().Select(writer.Write)
            .Select(m => new UpdateParcel(m.CameraId, m.Epoch, m.Sequence, m.IsWhole, m.Frame, m.Content.ToArray()))];
    }
}
