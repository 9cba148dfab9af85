using Stvg.Core.Learning;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tubelets;
using Stvg.Embedded.Live;
using Stvg.Storage;

namespace Stvg.Embedded.Learning;

/// <summary>Finds the scenes around judged answers. What was said of one sentence about one place and time becomes one question.</summary>
/// <param name="archive">Where they are kept.</param>
/// <param name="parser">Decomposes the sentences.</param>
/// <param name="watch">Watches a video file; null: verdicts about files are left out.</param>
/// <param name="leaveOut">Told why so many verdicts are not used.</param>
internal sealed class VerdictReader(
    IArchive archive, QueryParser parser, Func<string, CancellationToken, Task<Scene?>>? watch, Action<string, int> leaveOut)
{
    // The newest count: an operator's eye, and the site, change.
    private const int Page = 500, Most = 5000;

    // Boxes of an alert, drawn while it happened, lie a little beside those that were smoothed afterwards.
    private const float SameBox = 0.3f;

    private static readonly TimeSpan s_around = TimeSpan.FromSeconds(15), s_longest = TimeSpan.FromMinutes(2);

    private readonly TubeSearch _search = new(archive, parser.Parse);

    public async Task<IReadOnlyList<JudgedQuestion>> ReadAsync(CancellationToken ct)
    {
        var questions = new List<JudgedQuestion>();
        var said = (await SaidAsync(ct).ConfigureAwait(false)).ToLookup(s => (Sentence: VerdictSplit.Key(s.Feedback.Query), s.Record.Tube.CameraId, s.Record.BeginAt is null));
        foreach (var about in said)
        {
            if (SiteData.Parse(parser, about.First().Feedback.Query) is not { } plan)
            {
                leaveOut("the sentence is not understood", about.Count());
                continue;
            }

            foreach (var together in Stretches([.. about]))
            {
                ct.ThrowIfCancellationRequested();
                questions.AddRange(Questions(plan, together, await ScenesAsync(together, ct).ConfigureAwait(false)));
            }
        }

        return questions;
    }

    /// <summary>Every verdict whose answer is still known, oldest first.</summary>
    private async Task<IReadOnlyList<Said>> SaidAsync(CancellationToken ct)
    {
        var newest = new Queue<Feedback>();
        for (string? cursor = null; ;)
        {
            var page = await archive.FeedbackAsync(cursor, Page, ct).ConfigureAwait(false);
            foreach (var feedback in page.Items)
            {
                newest.Enqueue(feedback);
                if (newest.Count <= Most) continue;
                newest.Dequeue();
                leaveOut($"there are more than {Most} newer ones", 1);
            }

            if ((cursor = page.Next) is null) break;
        }

        var said = new List<Said>();
        foreach (var feedback in newest)
        {
            if (feedback.Query.Length == 0) leaveOut("the answer has no sentence", 1);
            else if (await archive.FindTubeAsync(feedback.TubeId, ct).ConfigureAwait(false) is not { } record) leaveOut("retention took the answer", 1);
            else said.Add(new Said(feedback, record));
        }

        return said;
    }

    /// <summary>Verdicts near each other in time go together, as long as that makes no long scene; all of one file do.</summary>
    private static List<List<Said>> Stretches(List<Said> said)
    {
        if (said[0].Record.BeginAt is null) return [said];
        var stretches = new List<List<Said>>();
        foreach (var one in said.OrderBy(s => s.Record.BeginAt))
        {
            var near = stretches.Count > 0 && one.Record.BeginAt - s_around <= stretches[^1].Max(s => s.Record.EndAt) + s_around
                && one.Record.EndAt - stretches[^1][0].Record.BeginAt <= s_longest;
            if (near) stretches[^1].Add(one);
            else stretches.Add([one]);
        }

        return stretches;
    }

    private async Task<IReadOnlyList<Scene>> ScenesAsync(List<Said> said, CancellationToken ct)
    {
        var camera = said[0].Record.Tube.CameraId;
        if (said[0].Record.BeginAt is not { } from)
        {
            if (watch is null || await watch(camera, ct).ConfigureAwait(false) is not { } clip) return Missing("the video file is not looked at", said);
            return [clip];
        }

        try
        {
            var scenes = await _search.ScenesAsync(camera, from - s_around, said.Max(s => s.Record.EndAt)!.Value + s_around, ct).ConfigureAwait(false);
            return [.. scenes.Select(s => s.Scene)];
        }
        catch (ServiceException e) when (e.Kind == ServiceError.Invalid)
        {
            return Missing("too much was seen around the answer", said);
        }
    }

    private Scene[] Missing(string reason, List<Said> said)
    {
        leaveOut(reason, said.Count);
        return [];
    }

    private List<JudgedQuestion> Questions(QueryPlan plan, List<Said> said, IReadOnlyList<Scene> scenes)
    {
        if (scenes.Count == 0) return [];
        // By sequence: of two words about one object the later one counts.
        var found = new Dictionary<Scene, Dictionary<int, JudgedObject>>();
        foreach (var (feedback, record) in said.OrderBy(s => s.Feedback.At))
        {
            var tube = record.Tube;
            if (TubeCurveFinder.ObjectOf(scenes, tube) is not var (scene, seen) || !IsSame(seen.Tubelet, record))
            {
                leaveOut("the object is not in the archive", 1);
                continue;
            }

            if (!found.TryGetValue(scene, out var objects)) found[scene] = objects = [];
            objects[seen.Tubelet.Id] = new JudgedObject(feedback.Verdict, seen.Tubelet.Id, tube.Begin, tube.End);
        }

        return [.. scenes.Where(found.ContainsKey).Select(scene => new JudgedQuestion(plan, scene, [.. found[scene].Values]))];
    }

    /// <summary>Numbers are given anew when a camera is added anew, or a file is watched by another detector: boxes tell.</summary>
    private static bool IsSame(Tubelet tubelet, TubeRecord record)
    {
        var middle = (Math.Max(tubelet.Begin, record.Tube.Begin) + Math.Min(tubelet.End, record.Tube.End)) / 2;
        return tubelet.BoxAt(middle).IoU(record.Tube.Boxes[middle - record.Tube.Begin]) >= SameBox;
    }

    private sealed record Said(Feedback Feedback, TubeRecord Record);
}
