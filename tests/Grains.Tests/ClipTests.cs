using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stvg.Core.Correspondences;
using Stvg.Core.Grounding;
using Stvg.Core.Services;
using Stvg.Core.Tests.Alerts;
using Stvg.Core.Tubelets;
using Stvg.Embedded;
using Stvg.Grains.Clips;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Service;
using Stvg.Grains.Tests.Support;
using Stvg.Storage;
using Stvg.Tests;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Grains.Tests;

/// <summary>Questions about clips, and searches, asked of a cluster: with the real detector, on a few seconds of a real street.</summary>
public sealed class ClipTests : IDisposable
{
    private const string Sentence = "a person walking";

    private static readonly string[][] s_roles =
        [[RoleNames.Camera, RoleNames.Query, RoleNames.Gateway], [RoleNames.Inference], [RoleNames.Inference]];

    private readonly string _folder = Directory.CreateTempSubdirectory("stvg clips ").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_clip_is_watched_on_a_silo_with_devices_and_answered_as_by_one_process()
    {
        var clip = Clip(seconds: 3);
        await using var cluster = await StartAsync();
        var went = new Went();
        var clips = Clips(cluster, went);
        var answer = await clips.GroundAsync(new ClipRequest { Video = clip }, Sentence, 3, Ct);
        var marks = await clips.MarkAsync(new ClipRequest { Video = clip }, new MarkOptions { Frames = 2 }, all: false, Ct);
        var at = answer.Tubes[0].Tube;
        var described = await clips.DescribeAsync(new ClipRequest { Video = clip }, at.Boxes[0], at.BeginTime, Ct);
        Assert.All(went.Silos, s => Assert.NotEqual("Silo_0", s));

        var analysis = await ClipEngine.AnalyseAsync(clip, new ClipOptions(), null, Ct);
        var scene = analysis.Scene;
        var expected = Grounder.Ground(answer.Plan, scene, clip, new GroundingOptions { Top = 3 });
        Assert.Equal(expected.Select(t => (t.Id, t.Begin, t.End, t.Score)),
            answer.Tubes.Select(t => (t.Tube.Id, t.Tube.Begin, t.Tube.End, t.Tube.Score)));
        Assert.All(expected[0].Boxes.Zip(at.Boxes), b => Assert.True(b.First.IoU(b.Second) > 0.95f));
        var expectedMarks = MarkedClip.Of(
            [.. scene.Objects.Select(o => o.Tubelet)], scene.Size, 0, analysis.FramesDecoded - 1, new MarkOptions { Frames = 2 },
                Travel.IsPersonOrMoves);
        Assert.NotEmpty(expectedMarks.Marks);
        Assert.Equal(expectedMarks.Marks.Select(m => (m.Number, m.Tubelet.Id, m.Tubelet.Begin, m.Tubelet.End, m.Frequency)),
            marks.Marked.Marks.Select(m => (m.Number, m.Tubelet.Id, m.Tubelet.Begin, m.Tubelet.End, m.Frequency)));
        Assert.Equal(expectedMarks.Frames.SelectMany(f => f.Marks), marks.Marked.Frames.SelectMany(f => f.Marks));
        Assert.All(marks.Marked.Frames.Zip(marks.Pictures), f => Assert.Equal(
            (scene.TimeOf(f.First.Frame), 0xff), (marks.TimeOf(f.First.Frame), f.Second.Span[0])));
        Assert.Equal(Describer.Describe(scene, scene.Objects.Single(o => o.Tubelet.Id == at.TubeletId), at.Begin).Text, described.Text);
        Assert.NotNull(await cluster.Archive.FindTubeAsync(described.Tube.Tube.Id, Ct));
    }

    [Fact]
    public async Task A_silo_that_dies_while_it_watches_a_clip_is_replaced_by_another()
    {
        var clip = Clip(seconds: 20);
        await using var cluster = await StartAsync();
        var went = new Went();
        var watched = new Watched();
        var asked = Clips(cluster, went)
            .GroundAsync(new ClipRequest { Video = clip, End = TimeSpan.FromSeconds(3), Progress = watched }, Sentence, 3, Ct);
        var first = await went.UntilAsync(p => p.Frames > 0);
        Clip(seconds: 3); // what is asked of whoever is next is shorter, so that the test is, too
        await cluster.Cluster.KillSiloAsync(cluster.SiloCalled(first.Silo), Ct);
        Assert.NotEmpty((await asked).Tubes);
        Assert.Equal(2, went.Silos.Distinct().Count());
        Assert.Single(went.All.Select(p => p.JobId).Distinct());
        // Whoever asked was told through the port how far the clip was watched, on another silo than his.
        Assert.All(watched.All, w => Assert.InRange(w.Frames, 1, w.Total ?? int.MaxValue));
        Assert.Contains(watched.All, w => w.Frames == first.Frames);
    }

    [Fact]
    public async Task Whoever_asked_and_gives_up_ends_the_work_on_the_other_silo()
    {
        var clip = Clip(seconds: 20);
        await using var cluster = await StartAsync();
        var went = new Went();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var asked = Clips(cluster, went).GroundAsync(new ClipRequest { Video = clip }, Sentence, 3, stop.Token);
        var at = await went.UntilAsync(p => p.Frames > 0);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        var desk = cluster.SiloCalled(at.Silo).ServiceProvider.GetRequiredService<ClipDesk>();
        await TestCluster.UntilAsync(() => desk.Busy == 0, "the work ended");
        Assert.Equal((int)ClipState.Unknown, (await desk.WaitAsync(at.JobId)).State);
    }

    [Fact]
    public async Task A_job_that_nobody_asks_for_any_more_is_given_up_and_no_more_wait_than_may()
    {
        var clip = Clip(seconds: 20);
        await using var cluster = await StartAsync(options: o => o with { ClipLease = TimeSpan.FromSeconds(2) });
        var desk = cluster.SiloCalled("Silo_1").ServiceProvider.GetRequiredService<ClipDesk>();
        var jobs = Enumerable.Range(0, 12)
            .Select(i => new ClipJob { Id = $"{i}", Task = (int)ClipTask.Ground, Query = Sentence, Top = 1, Video = clip }).ToList();
        var reports = jobs.Select(desk.Start).ToList();
        Assert.Equal(9, reports.Count(r => r.State == (int)ClipState.Waiting));
        Assert.Equal(3, reports.Count(r => r.State == (int)ClipState.Busy));
        Assert.Equal(9, desk.Busy);
        desk.Start(jobs[0]); // the same job once more
        Assert.Equal(9, desk.Busy);
        await TestCluster.UntilAsync(() => desk.Busy == 0, "the work ended");
    }

    [Fact]
    public async Task A_clip_goes_to_the_silo_that_has_the_file()
    {
        var clip = Clip(seconds: 3);
        await using var cluster =
            await StartAsync(options: o => o.Name == "Silo_0" ? o : o with { Server = o.Server with { MediaFolders = [] } });
        var went = new Went();
        var clips = Clips(cluster, went);
        Assert.NotEmpty((await clips.GroundAsync(new ClipRequest { Video = clip }, Sentence, 1, Ct)).Tubes);
        Assert.Contains("Silo_0", went.All.Where(p => p.Frames > 0).Select(p => p.Silo));
        var missing = await Assert.ThrowsAsync<ServiceException>(
            () => clips.GroundAsync(new ClipRequest { Video = clip + "x" }, Sentence, 1, Ct));
        Assert.NotEqual(ServiceError.Unavailable, missing.Kind);
        var strange = await Assert.ThrowsAsync<ServiceException>(() => clips.GroundAsync(new ClipRequest { Video = clip }, "", 1, Ct));
        Assert.Equal(ServiceError.Invalid, strange.Kind);
    }

    [Fact]
    public async Task A_search_is_scored_elsewhere_and_answered_as_by_one_process()
    {
        await using var cluster = await StartAsync();
        await cluster.AddCameraAsync("gate", new Core.Tests.Grounding.SceneBuilder(1).Build());
        var scene = new Core.Tests.Grounding.SceneBuilder(400).Add(1, 10, 200, Walk(30, 200, 2), colour: (200, 20, 20))
            .Add(2, 250, 350, Walk(600, 200, -3), colour: (200, 20, 20)).Build();
        foreach (var update in new Replay(scene).Updates().Where(u => u.Ended.Count > 0))
            await cluster.Archive.AddTubeletsAsync([.. update.Ended.Select(o => StoredTubelet.Of(update, o))], Ct);
        var request = new SearchRequest { Text = "a person in red walking to the left", Top = 5 };
        var answer = await cluster.Service.Tubes.SearchAsync(request, Ct);
        var expected = await cluster.Client.Search.SearchAsync(request, Ct);
        Assert.Equal(2, Assert.Single(answer.Tubes).Tube.TubeletId);
        Assert.Equal(expected.Tubes.Select(Key), answer.Tubes.Select(Key));
        Assert.Equal((expected.Candidates, expected.Scored, expected.Plan.Text), (answer.Candidates, answer.Scored, answer.Plan.Text));
    }

    private static (string, int, int, float, int) Key(TubeRecord t) =>
        (t.Tube.Id, t.Tube.Begin, t.Tube.End, t.Tube.Score, t.Tube.Evidence.Count);

    private Task<TestCluster> StartAsync(Func<SiloOptions, SiloOptions>? options = null) => TestCluster.StartAsync(
        roles: i => s_roles[i],
        options: o =>
        {
            var usual = o with { ClipPoll = TimeSpan.FromMilliseconds(50), Server = o.Server with { MediaFolders = [_folder] } };
            return options?.Invoke(usual) ?? usual;
        });

    private static ClusterClipService Clips(TestCluster cluster, Went went) =>
        new(new ClipDispatch(cluster.Grains, TimeProvider.System, NullLogger.Instance, went), cluster.Client);

    private string Clip(int seconds)
    {
        var clip = Path.Combine(_folder, "street.avi");
        Ffmpeg.Run("-i", TestData.Path("video/pets09-s2l1.avi"), "-t", $"{seconds}", "-c", "copy", clip + ".part.avi");
        File.Move(clip + ".part.avi", clip, overwrite: true);
        return clip;
    }

    private sealed class Watched : IProgress<ClipWatched>
    {
        public ConcurrentQueue<ClipWatched> All { get; } = new();

        public void Report(ClipWatched value) => All.Enqueue(value);
    }

    /// <summary>Where jobs were tried.</summary>
    private sealed class Went : IProgress<ClipJobProgress>
    {
        private readonly ConcurrentQueue<ClipJobProgress> _all = new();

        public IEnumerable<ClipJobProgress> All => _all;

        public IEnumerable<string> Silos => _all.Select(p => p.Silo);

        public void Report(ClipJobProgress value) => _all.Enqueue(value);

        public async Task<ClipJobProgress> UntilAsync(Func<ClipJobProgress, bool> holds)
        {
            await TestCluster.UntilAsync(() => _all.Any(holds), "the work went on");
            return _all.First(holds);
        }
    }
}
