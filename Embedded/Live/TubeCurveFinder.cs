using Stvg.Core;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Storage;

namespace Stvg.Embedded.Live;

/// <summary>Tells what every part of an answer's sentence scored when.</summary>
internal interface ITubeCurves
{
    /// <returns>Frame of the first scores, and one curve for each sub-query that can be judged.</returns>
    /// <exception cref="ServiceException">What it was found in is not there any more, or not yet.</exception>
    Task<(int Begin, IReadOnlyList<ScoreCurve> Curves)> FindAsync(TubeRecord record, CancellationToken ct);
}

/// <summary>Scores an answer once more, in the scene that it was found in, to show what each part of its sentence scored when.</summary>
internal sealed class TubeCurveFinder(TubeSearch search, ClipCache clips, QueryParser parser) : ITubeCurves
{
    // So much before and after the tube shows why it begins and ends where it does.
    private static readonly TimeSpan s_around = TimeSpan.FromSeconds(5);

    public async Task<(int Begin, IReadOnlyList<ScoreCurve> Curves)> FindAsync(TubeRecord record, CancellationToken ct)
    {
        var tube = record.Tube;
        var (scene, seen) = await SeenAsync(record, ct).ConfigureAwait(false);
        if (Plan(tube.Query) is not { } plan || Grounder.GroundOne(plan, scene, seen, tube.CameraId) is not { } judged) return (tube.Begin, []);
        var subQueries = plan.SubQueries.ToDictionary(s => s.Id, StringComparer.Ordinal);
        return (seen.Tubelet.Begin, [.. judged.Evidence.Select(e => new ScoreCurve(subQueries[e.SubQuery], e.PerFrame))]);
    }

    private async Task<(Scene Scene, SceneObject Object)> SeenAsync(TubeRecord record, CancellationToken ct)
    {
        var tube = record.Tube;
        if (record.BeginAt is not { } begin || record.EndAt is not { } end)
        {
            if (!File.Exists(tube.CameraId)) throw Missing($"the video '{tube.CameraId}' is not there any more");
            var clip = await clips.GetAsync(tube.CameraId, progress: null, ct).ConfigureAwait(false);
            return ObjectOf([clip.Scene], tube) ?? throw Missing($"the video '{tube.CameraId}' is another than the one that was asked about");
        }

        var scenes = await search.ScenesAsync(tube.CameraId, begin - s_around, end + s_around, ct).ConfigureAwait(false);
        return ObjectOf(scenes.Select(s => s.Scene), tube)
            ?? throw Missing($"camera '{tube.CameraId}' has kept nothing of that object: it is still in the picture, or retention took it");
    }

    /// <summary>The object that an answer is of, and which of the scenes it is in; null where it is in none.</summary>
    internal static (Scene Scene, SceneObject Object)? ObjectOf(IEnumerable<Scene> scenes, Tube tube)
    {
        foreach (var scene in scenes)
        {
            var seen = scene.Objects.FirstOrDefault(o =>
                (o.Tubelet.Id == tube.TubeletId || o.Tubelet.ObjectId == tube.TubeletId) && o.Tubelet.Begin <= tube.End && o.Tubelet.End >= tube.Begin);
            if (seen is not null) return (scene, seen);
        }

        return null;
    }

    /// <summary>Null where what the answer answers is no sentence: it was described, or looked like another.</summary>
    private QueryPlan? Plan(string text)
    {
        try
        {
            return text.Length == 0 ? null : parser.Parse(text);
        }
        catch (StvgException)
        {
            return null;
        }
    }

    private static ServiceException Missing(string message) => new(ServiceError.NotFound, message);
}
