using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Learning;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;

namespace Stvg.Storage.Search;

/// <summary>
/// Judges candidates, each in a scene of its own: what was around it at its time. Relations need the others, and so do words that compare
/// ("the tall man", "in red"). A candidate's score so depends on nothing but what was seen, and not on what else was searched.
/// </summary>
internal static class Surroundings
{
    /// <summary>The tubes of candidates, whatever their scores.</summary>
    public static async Task<List<Answer>> JudgeAsync(
        IArchive archive, QueryPlan plan, TubeletEntry[] candidates, LearnedGrounder? learned, CancellationToken ct)
    {
        var neighbours = await archive.NeighboursAsync(candidates, SearchLimits.Margin, null, SearchLimits.Neighbours, ct)
            .ConfigureAwait(false);
        var needed = neighbours.SelectMany(n => n).Concat(candidates).DistinctBy(entry => entry.Row).ToList();
        var objects = (await archive.LoadAsync(needed, ct).ConfigureAwait(false)).ToDictionary(l => l.Entry.Row, l => l.Object);
        var answers = new List<Answer>();
        for (var i = 0; i < candidates.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            if (!objects.TryGetValue(candidates[i].Row, out var candidate)) continue; // forgotten meanwhile
            var around = neighbours[i].Where(n => n.Row != candidates[i].Row && objects.ContainsKey(n.Row)).Select(n => objects[n.Row]);
            if (Judge(plan, candidates[i].Viewpoint, candidate, around, learned) is { } answer) answers.Add(answer with { Entry = candidates[i] });
        }

        return answers;
    }

    /// <summary>The tube of one candidate; null when it cannot be an answer at all.</summary>
    public static Answer? Judge(
        QueryPlan plan, Viewpoint viewpoint, SceneObject candidate, IEnumerable<SceneObject> around, LearnedGrounder? learned = null)
    {
        var tube = CombinedGrounder.GroundOne(plan, Around(viewpoint, candidate, around), candidate, viewpoint.CameraId, learned);
        return tube is null ? null : new Answer(ToRecord(tube, viewpoint), candidate.Tubelet.ObjectId);
    }

    /// <summary>A tube with what is needed to show it.</summary>
    public static TubeRecord ToRecord(Tube tube, Viewpoint viewpoint) =>
        ToRecord(tube, viewpoint.Timeline, viewpoint.Size);

    /// <inheritdoc cref="ToRecord(Tube, Viewpoint)"/>
    public static TubeRecord ToRecord(Tube tube, CameraTimeline timeline, FrameSize size) =>
        new(tube, size, timeline.FramesPerSecond, timeline.TimeOf(tube.Begin), timeline.TimeOf(tube.End));

    private static Scene Around(Viewpoint viewpoint, SceneObject candidate, IEnumerable<SceneObject> around)
    {
        SceneObject[] objects = [candidate, .. around];
        Array.Sort(objects, (a, b) => a.Tubelet.Id.CompareTo(b.Tubelet.Id));
        // The camera watched before the first came and after the last had gone, as far as the archive knows.
        int first = int.MaxValue, last = 0;
        foreach (var seen in objects) (first, last) = (Math.Min(first, seen.Tubelet.FirstSeen), Math.Max(last, seen.Tubelet.End));
        return Scene.Window(viewpoint.Size, viewpoint.Timeline.FramesPerSecond, first - 1, last + 1, objects);
    }
}
