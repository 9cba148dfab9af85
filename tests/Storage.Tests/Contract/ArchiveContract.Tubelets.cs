using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Services;
using Stvg.Core.Tracking.Appearance;

namespace Stvg.Storage.Tests.Contract;

public abstract partial class ArchiveContract
{
    [Fact]
    public async Task A_tubelet_is_kept_with_all_that_grounding_needs()
    {
        var before = Made.Tubelet("gate-1", 5, 60, look: [0.6f, 0.8f]);
        before = before with { Object = before.Object with { Tubelet = before.Object.Tubelet with { ObjectId = 3, FirstSeen = 800 } } };
        await Archive.AddTubeletsAsync([before], Ct);
        var listed = (await Archive.TubeletsAsync("gate-1", null, null, null, 10, Ct)).Items;
        foreach (var after in (StoredTubelet[])[(await Archive.FindTubeletAsync("gate-1", 5, Ct))!, Assert.Single(listed)])
        {
            Assert.Equal((before.Timeline, before.Size, before.Signature, before.BeginAt, before.EndAt),
                (after.Timeline, after.Size, after.Signature, after.BeginAt, after.EndAt));
            var (a, b) = (before.Object.Tubelet, after.Object.Tubelet);
            Assert.Equal((a.Id, a.CameraId, a.Begin, a.End, a.FirstSeen, a.ObjectId, a.Class),
                (b.Id, b.CameraId, b.Begin, b.End, b.FirstSeen, b.ObjectId, b.Class));
            Assert.All(a.Boxes.Zip(b.Boxes), pair => Assert.True(pair.First.IoU(pair.Second) > 0.98f));
            Assert.Equal(1, Cosine.Similarity(a.Appearance.ToArray(), b.Appearance.ToArray()), 0.001f);
            Assert.Equal(before.Object.Samples.Count, after.Object.Samples.Count);
        }

        Assert.Null(await Archive.FindTubeletAsync("gate-1", 6, Ct));
        Assert.Null(await Archive.FindTubeletAsync("gate-2", 5, Ct));
    }

    [Fact]
    public async Task A_tubelet_that_is_there_already_is_left_as_it_is()
    {
        await Archive.AddTubeletsAsync([Made.Tubelet("gate-1", 1, 10)], Ct);
        await Archive.AddTubeletsAsync(
            [Made.Tubelet("gate-1", 1, 500), Made.Tubelet("gate-1", 2, 20), Made.Tubelet("gate-1", 2, 800), Made.Tubelet("gate-2", 1, 5)],
            Ct);
        Assert.Equal(Made.At(10), (await Archive.FindTubeletAsync("gate-1", 1, Ct))!.BeginAt);
        Assert.Equal(Made.At(20), (await Archive.FindTubeletAsync("gate-1", 2, Ct))!.BeginAt);
        Assert.Equal([2, 1], (await Archive.TubeletsAsync("gate-1", null, null, null, 10, Ct)).Items.Select(t => t.Object.Tubelet.Id));
    }

    [Fact]
    public async Task The_highest_id_is_known_for_ever()
    {
        Assert.Equal(0, await Archive.LastTubeletIdAsync("gate-1", Ct));
        await Archive.AddTubeletsAsync([Made.Tubelet("gate-1", 9, 10), Made.Tubelet("gate-1", 4, 20)], Ct);
        Assert.Equal(9, await Archive.LastTubeletIdAsync("gate-1", Ct));
        await Archive.ApplyRetentionAsync(new MetadataRetention(TimeSpan.FromDays(1), null), Made.At(0).AddDays(40), Ct);
        Assert.Empty((await Archive.TubeletsAsync("gate-1", null, null, null, 10, Ct)).Items);
        Assert.Equal(9, await Archive.LastTubeletIdAsync("gate-1", Ct)); // ids are never given twice
    }

    [Fact]
    public async Task What_overlaps_a_stretch_of_time_is_listed_newest_first()
    {
        // One every ten seconds, four seconds long, and one that is there for hours.
        await Archive.AddTubeletsAsync(
            [.. Enumerable.Range(1, 20).Select(i => Made.Tubelet("gate-1", i, 10 * i)), Made.Tubelet("gate-1", 99, 0, 4000)], Ct);
        Assert.Equal([99, 7, 6, 5], await Ids(53, 71));
        Assert.Equal([99, 5], await Ids(53.9, 59));
        Assert.Equal([99], await Ids(54.1, 59));
        Assert.Equal([99, 1], await Ids(null, 15));
        Assert.Equal([99, 20], await Ids(200, null));
        Assert.Empty(await Ids(5000, null));

        async Task<IEnumerable<int>> Ids(double? from, double? to) =>
            (await Archive.TubeletsAsync("gate-1", from is { } f ? Made.At(f) : null, to is { } t ? Made.At(t) : null, null, 100, Ct))
            .Items.Select(tubelet => tubelet.Object.Tubelet.Id);
    }

    [Fact]
    public async Task Paging_through_tubelets_skips_and_doubles_nothing_while_others_are_added()
    {
        // Several end at the same time, so that the end alone is no place in the list.
        await Archive.AddTubeletsAsync([.. Enumerable.Range(1, 20).Select(i => Made.Tubelet("gate-1", i, 10 * (i / 5)))], Ct);
        var next = 100;
        var all = await AllAsync(
            cursor => Archive.TubeletsAsync("gate-1", null, null, cursor, 3, Ct),
            () => Archive.AddTubeletsAsync([Made.Tubelet("gate-1", next++, 1000)], Ct));
        Assert.Equal(Enumerable.Range(1, 20).Reverse(), all.Select(t => t.Object.Tubelet.Id));
    }

    [Fact]
    public async Task Candidates_are_exactly_those_that_pass_the_filter_newest_first()
    {
        var random = new Random(3);
        var all = Enumerable.Range(1, 300).Select(i => Made.Tubelet($"c{i % 4}", i, i, 1, RandomBits(random, 2))).ToList();
        foreach (var batch in all.Chunk(50)) await Archive.AddTubeletsAsync(batch, Ct);
        for (var round = 0; round < 20; round++)
        {
            var filter = new PlanFilter([.. Enumerable.Range(0, round % 4).Select(_ => RandomBits(random, 3))]);
            var scope = new SearchScope
            {
                Cameras = round % 3 == 0 ? ["c1", "c3", "unknown"] : [],
                From = round % 2 == 0 ? Made.At(100) : null,
                To = round % 5 == 0 ? Made.At(200) : null,
            };
            var expected = all.Where(t => filter.Passes(t.Signature)
                && (scope.Cameras.IsEmpty || scope.Cameras.Contains(t.Object.Tubelet.CameraId))
                && !(t.EndAt <= scope.From) && !(t.BeginAt >= scope.To)).OrderByDescending(t => t.EndAt).ToList();
            var found = await Archive.CandidatesAsync(filter, scope, 40, Ct);
            Assert.Equal(expected.Count, found.Count);
            Assert.Equal(
                expected.Take(40).Select(t => (t.Object.Tubelet.CameraId, t.Object.Tubelet.Id, t.BeginAt, t.EndAt)),
                found.Newest.Select(e => (e.Viewpoint.CameraId, e.TubeletId, e.BeginAt, e.EndAt)));
        }

        var nothing = await Archive.CandidatesAsync(new PlanFilter([default(TubeletSignature)]), new SearchScope(), 40, Ct);
        Assert.Equal((0, 0), (nothing.Newest.Count, nothing.Count)); // a clause without features cannot be passed
    }

    [Fact]
    public async Task Neighbours_are_those_of_the_same_viewpoint_and_time()
    {
        var random = new Random(4);
        var all = Enumerable.Range(1, 200).Select(
            i => Made.Tubelet($"c{i % 2}", i, random.Next(3000), i % 40 == 0 ? 700 : random.Next(1, 30), RandomBits(random, 2))).ToList();
        var later = new CameraTimeline(Made.Epoch.AddMinutes(-5), 15); // the same camera, added again
        all.AddRange(Enumerable.Range(201, 20).Select(i => Made.Tubelet("c1", i, random.Next(3000)) with { Timeline = later }));
        all.AddRange(
            Enumerable.Range(221, 20).Select(i => Made.Tubelet("c1", i, random.Next(3000)) with { Size = new FrameSize(640, 480) }));
        await Archive.AddTubeletsAsync(all, Ct);
        var entries = (await Archive.CandidatesAsync(new PlanFilter([]), new SearchScope(), 1000, Ct)).Newest;
        var margin = TimeSpan.FromSeconds(10);
        var wanted = RandomBits(random, 30);
        foreach (var filter in (PlanFilter?[])[null, new PlanFilter([wanted])])
        {
            var found = await Archive.NeighboursAsync(entries, margin, filter, 1000, Ct);
            Assert.Equal(entries.Count, found.Count);
            foreach (var (entry, neighbours) in entries.Zip(found))
            {
                var place = (entry.Viewpoint.CameraId, entry.Viewpoint.Timeline, entry.Viewpoint.Size);
                var expected = all.Where(t => (t.Object.Tubelet.CameraId, t.Timeline, t.Size) == place
                    && t.BeginAt <= entry.EndAt + margin && t.EndAt >= entry.BeginAt - margin
                    && (filter is null || filter.Passes(t.Signature)));
                Assert.Equal(expected.Select(t => t.Object.Tubelet.Id).Order(), neighbours.Select(n => n.TubeletId).Order());
            }
        }

        var longest = await Archive.NeighboursAsync([.. entries.Where(e => e.TubeletId == 40)], margin, null, 3, Ct);
        Assert.Equal(3, longest[0].Count);
        Assert.Equal(40, longest[0][0].TubeletId); // itself was there longest
    }

    [Fact]
    public async Task Tubelets_are_loaded_by_their_entries()
    {
        await Archive.AddTubeletsAsync([.. Enumerable.Range(1, 30).Select(i => Made.Tubelet("gate-1", i, i))], Ct);
        var entries = (await Archive.CandidatesAsync(new PlanFilter([]), new SearchScope(), 100, Ct)).Newest;
        var loaded = await Archive.LoadAsync(entries, Ct);
        Assert.Equal(30, loaded.Count);
        foreach (var (entry, seen) in loaded)
            Assert.Equal((entry.TubeletId, entry.BeginAt), (seen.Tubelet.Id, Made.Timeline.TimeOf(seen.Tubelet.Begin)));
        Assert.Empty(await Archive.LoadAsync([], Ct));
        await Archive.ApplyRetentionAsync(new MetadataRetention(TimeSpan.Zero, null), Made.At(20), Ct);
        Assert.All(await Archive.LoadAsync(entries, Ct), l => Assert.True(l.Entry.EndAt >= Made.At(20))); // forgotten meanwhile
    }

    [Fact]
    public async Task The_most_alike_come_first()
    {
        float[] Look(int degrees) => [MathF.Cos(degrees * MathF.PI / 180), MathF.Sin(degrees * MathF.PI / 180)];
        await Archive.AddTubeletsAsync([.. Enumerable.Range(1, 40).Select(i => Made.Tubelet($"c{i % 2}", i, i, look: Look(i)))], Ct);
        await Archive.AddTubeletsAsync(
            [Made.Tubelet("c1", 50, 1, coco: 2, look: Look(10)), Made.Tubelet("c1", 51, 1), Made.Tubelet("c1", 52, 1, look: [1, 2, 3])],
            Ct);
        var scope = new SearchScope { Cameras = ["c0"], From = Made.At(9) };
        var alike = await Archive.AlikeAsync(Look(10), CocoClasses.Person, scope, 1000, 3, Ct);
        Assert.Equal([8, 10, 12], alike.Select(a => a.Entry.TubeletId).Order());
        Assert.Equal(10, alike[0].Entry.TubeletId);
        Assert.Equal(1, alike[0].Similarity, 0.01f);
    }

    private static TubeletSignature RandomBits(Random random, int count)
    {
        // Few different ones, so that they meet; among them the highest of each word, which is a sign in the database.
        var bits = default(TubeletSignature);
        for (var i = 0; i < count; i++) bits = bits.With(random.Next(3) == 0 ? 63 + (64 * random.Next(4)) : 37 * random.Next(7));
        return bits;
    }
}
