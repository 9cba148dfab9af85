using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Services;

namespace Stvg.Storage.Tests.Search;

/// <summary>The other two ways to ask the archive: a stretch of time as one scene, and looks.</summary>
public sealed class StretchTests : IAsyncLifetime
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    private readonly TempFolder _folder = new();
    private IArchive _archive = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TubeSearch Search => new(_archive, s_parser.Parse);

    public async ValueTask InitializeAsync() => _archive = await Archive.OpenAsync(_folder.File("archive.db"), Ct);

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_stretch_is_one_scene_and_what_reaches_beyond_it_is_cut()
    {
        await _archive.AddTubeletsAsync(
            [Made.Tubelet("c", 1, 0, 60), Made.Tubelet("c", 2, 30, 4), Made.Tubelet("c", 3, 90, 4), Made.Tubelet("d", 4, 30, 4)], Ct);
        var tubes = await GroundAsync("a person", 20, 40);
        Assert.Equal([1, 2], tubes.Select(t => t.Tube.TubeletId).Order());
        Assert.Equal((Made.At(20), Made.At(40)), tubes.Single(t => t.Tube.TubeletId == 1) is var cut ? (cut.BeginAt, cut.EndAt) : default);
        Assert.NotNull(await _archive.FindTubeAsync(tubes[0].Tube.Id, Ct));

        // The same object in another stretch is another answer; the first can still be fetched.
        var other = (await GroundAsync("a person", 10, 40)).Single(t => t.Tube.TubeletId == 1);
        Assert.NotEqual(cut.Tube.Id, other.Tube.Id);
        Assert.Equal(Made.At(20), (await _archive.FindTubeAsync(cut.Tube.Id, Ct))!.BeginAt);
        Assert.Single(await GroundAsync("a person", 20, 40, top: 1));
        Assert.Empty(await GroundAsync("a dog", 20, 40));
    }

    [Fact]
    public async Task Who_was_there_when_the_stretch_began_did_not_come_in()
    {
        // Both come over the left edge.
        await _archive.AddTubeletsAsync([Made.Tubelet("c", 1, 10, 20, x: -30), Made.Tubelet("c", 2, 22, 5, x: -30)], Ct);
        Assert.Equal([1, 2], (await GroundAsync("a person who enters from the left", 0, 60)).Select(t => t.Tube.TubeletId).Order());
        Assert.Equal([2], (await GroundAsync("a person who enters from the left", 11, 60)).Select(t => t.Tube.TubeletId));
    }

    [Fact]
    public async Task Pictures_of_another_size_are_scenes_of_their_own()
    {
        await _archive.AddTubeletsAsync(
            [
                Made.Tubelet("c", 1, 10), Made.Tubelet("c", 2, 10) with { Size = new FrameSize(640, 480) },
                Made.Tubelet("c", 3, 10) with { Timeline = Made.Timeline with { FramesPerSecond = 12 } },
            ],
            Ct);
        var tubes = await GroundAsync("a person", 0, 60);
        Assert.Equal([Made.Size, new FrameSize(640, 480), Made.Size], tubes.OrderBy(t => t.Tube.TubeletId).Select(t => t.Size));
        Assert.Equal(12, tubes.Single(t => t.Tube.TubeletId == 3).FramesPerSecond);
    }

    [Fact]
    public async Task A_stretch_that_makes_no_sense_or_holds_too_much_is_refused()
    {
        var error = await Assert.ThrowsAsync<ServiceException>(() => GroundAsync("a person", 40, 20));
        Assert.Equal(ServiceError.Invalid, error.Kind);
        await _archive.AddTubeletsAsync([.. Enumerable.Range(1, 5100).Select(i => Made.Tubelet("c", i, i * 0.01, 0.5))], Ct);
        error = await Assert.ThrowsAsync<ServiceException>(() => GroundAsync("a dog", 0, 60));
        Assert.Contains("shorter stretch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_object_is_found_elsewhere_by_its_looks()
    {
        float[] red = [1, 0, 0, 0.1f], alsoRed = [0.98f, 0.1f, 0, 0.1f], blue = [0, 1, 0, 0.1f];
        StoredTubelet again = Made.Tubelet("c2", 6, 500, look: alsoRed), continued = Made.Tubelet("c2", 7, 510, look: red);
        continued = continued with { Object = continued.Object with { Tubelet = continued.Object.Tubelet with { ObjectId = 6 } } };
        await _archive.AddTubeletsAsync(
            [
                TubeSearchTests.Signed(Made.Tubelet("c1", 1, 10, look: red)),
                Made.Tubelet("c1", 2, 11, look: red), // in the same picture at the same time: somebody else
                Made.Tubelet("c1", 3, 300, look: alsoRed), Made.Tubelet("c1", 4, 300, look: blue),
                Made.Tubelet("c1", 5, 400, coco: 2, look: red), // a car
                again, continued, Made.Tubelet("c3", 8, 600),
            ],
            Ct);
        var tube = (await Search.SearchAsync(new SearchRequest { Text = "a person", To = Made.At(11) }, Ct))
            .Tubes.Single(t => t.Tube.TubeletId == 1);
        var alike = await Search.LikeAsync(tube, new SearchScope(), Ct);
        Assert.Equal([("c2", 7), ("c1", 3)], alike.Select(t => (t.Tube.CameraId, t.Tube.TubeletId)));
        Assert.True(alike[0].Tube.Score > alike[1].Tube.Score);
        Assert.Equal(alike[0].BeginAt, (await _archive.FindTubeAsync(alike[0].Tube.Id, Ct))!.BeginAt);
        Assert.Equal(3, Assert.Single(await Search.LikeAsync(tube, new SearchScope { Cameras = ["c1"] }, Ct)).Tube.TubeletId);
        Assert.Equal(7, Assert.Single(await Search.LikeAsync(tube, new SearchScope { Top = 1 }, Ct)).Tube.TubeletId);
        Assert.Empty(await Search.LikeAsync(tube, new SearchScope { From = Made.At(550) }, Ct));
    }

    [Fact]
    public async Task What_has_no_look_cannot_be_looked_for()
    {
        await _archive.AddTubeletsAsync([Made.Tubelet("gate-1", 7, 10)], Ct);
        await AssertRefusedAsync(ServiceError.Invalid, "no look", Made.Record(Made.Tube("t")));
        await AssertRefusedAsync(ServiceError.NotFound, "not in the archive", Made.Record(Made.Tube("t", "gate-2")));
        await AssertRefusedAsync(ServiceError.Invalid, "video file", Made.Record(Made.Tube("t")) with { BeginAt = null, EndAt = null });
    }

    private Task<IReadOnlyList<TubeRecord>> GroundAsync(string sentence, double from, double to, int top = 100) =>
        Search.GroundAsync(s_parser.Parse(sentence), "c", Made.At(from), Made.At(to), top, wholePeriod: false, Ct);

    private async Task AssertRefusedAsync(ServiceError kind, string reason, TubeRecord tube)
    {
        var error = await Assert.ThrowsAsync<ServiceException>(() => Search.LikeAsync(tube, new SearchScope(), Ct));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
