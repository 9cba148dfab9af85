using System.Security.Cryptography;
using System.Text;
using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Storage.Search;

/// <summary>A stretch of a camera's past as one scene.</summary>
internal static class Stretch
{
    private const int Page = 200;

    /// <summary>The tubes of a plan, best first, one for each object.</summary>
    public static async Task<IReadOnlyList<TubeRecord>> GroundAsync(
        IArchive archive, QueryPlan plan, string cameraId, DateTimeOffset from, DateTimeOffset to, int top, bool wholePeriod,
        LearnedGrounder? learned, CancellationToken ct)
    {
        var scenes = await ScenesAsync(archive, cameraId, from, to, ct).ConfigureAwait(false);
        return Answer.Best(scenes.SelectMany(s => Ground(plan, cameraId, s.Timeline, s.Scene, wholePeriod, learned)), top);
    }

    /// <summary>
    /// What a camera saw in a stretch of time. As a rule one scene, or none; more where the camera was added anew, or its picture changed
    /// its size.
    /// </summary>
    public static async Task<IReadOnlyList<(Scene Scene, CameraTimeline Timeline)>> ScenesAsync(
        IArchive archive, string cameraId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (from > to)
            throw new ServiceException(ServiceError.Invalid, $"the stretch ends at {to:O}, before it begins at {from:O}: exchange the two");
        var tubelets = await LoadAsync(archive, cameraId, from, to, ct).ConfigureAwait(false);
        return [.. tubelets.GroupBy(t => (t.Timeline, t.Size))
            .Select(view => (SceneOf(view.Key.Timeline, view.Key.Size, view, from, to), view.Key.Timeline))];
    }

    private static async Task<List<StoredTubelet>> LoadAsync(
        IArchive archive, string cameraId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var tubelets = new List<StoredTubelet>();
        for (string? cursor = null; ;)
        {
            var page = await archive.TubeletsAsync(cameraId, from, to, cursor, Page, ct).ConfigureAwait(false);
            tubelets.AddRange(page.Items);
            if ((cursor = page.Next) is null) return tubelets;
            if (tubelets.Count + Page <= SearchLimits.Stretch) continue;
            throw new ServiceException(
                ServiceError.Invalid,
                $"camera '{cameraId}' saw more than {tubelets.Count} objects in that time: give a shorter stretch, or search");
        }
    }

    private static Scene SceneOf(
        CameraTimeline timeline, FrameSize size, IEnumerable<StoredTubelet> tubelets, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (timeline.FrameAt(from), timeline.FrameAt(to));
        return Scene.Window(size, timeline.FramesPerSecond, first, last,
            [.. tubelets.Select(t => Cut(t.Object, first, last, timeline.FramesPerSecond)).OfType<SceneObject>().OrderBy(o => o.Tubelet.Id)]);
    }

    private static IEnumerable<Answer> Ground(
        QueryPlan plan, string cameraId, CameraTimeline timeline, Scene scene, bool wholePeriod, LearnedGrounder? learned)
    {
        var objectIds = scene.Objects.ToDictionary(o => o.Tubelet.Id, o => o.Tubelet.ObjectId);
        var options = new GroundingOptions { Top = scene.Objects.Count, Period = (scene.FirstFrame, scene.LastFrame), WholePeriod = wholePeriod };
        // Several tubelets of one object may be among the best, so all are taken here.
        foreach (var tube in CombinedGrounder.Ground(plan, scene, cameraId, options, learned))
        {
            // The same object in another stretch is another answer.
            var named = tube with { Id = Id($"{tube.Id}\n{scene.FirstFrame}\n{scene.LastFrame}\n{wholePeriod}") };
            yield return new Answer(Surroundings.ToRecord(named, timeline, scene.Size), objectIds[tube.TubeletId]);
        }
    }

    /// <summary>A hash for use as a tube's id.</summary>
    public static string Id(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>The part of an object's life between two frames; null when there is none.</summary>
    private static SceneObject? Cut(SceneObject seen, int first, int last, double fps)
    {
        var tubelet = seen.Tubelet;
        if (tubelet.Begin >= first && tubelet.End <= last) return seen;
        int begin = Math.Max(first, tubelet.Begin), end = Math.Min(last, tubelet.End);
        if (end < begin) return null;
        var part = tubelet.Part(begin, end);
        return seen with { Tubelet = part, Motion = MotionTrace.Of(part, fps) };
    }
}
