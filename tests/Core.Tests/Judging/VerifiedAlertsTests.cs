using Stvg.Core.Alerts;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Judging;
using Stvg.Core.Queries;
using Stvg.Core.Tests.Alerts;
using Stvg.Core.Tests.Evaluation;
using Stvg.Core.Tests.Grounding.Filtering;
using Stvg.Core.Tests.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Tests;

namespace Stvg.Core.Tests.Judging;

/// <summary>
/// Standing queries on the development sets, verified by a judge that answers from ground truth and errs in a share of its answers. Its
/// errors are independent of each other, which those of a real model are not.
/// </summary>
public sealed class VerifiedAlertsTests(ITestOutputHelper output)
{
    private const int Runs = 200;

    [Fact]
    public void A_judge_that_errs_in_one_answer_of_ten_loses_no_alert_and_more_than_halves_the_false_ones()
    {
        var candidates = (List<Candidate>)[.. Candidates("pets-dev"), .. Candidates("clips-dev")];
        var (right, wrong) = (candidates.Count(c => c.IsRight), candidates.Count(c => !c.IsRight));
        output.WriteLine($"unverified: {right} right alerts, {wrong} false ones, of {candidates.Select(c => c.Query.Id).Distinct().Count()} sentences");
        Assert.True(right >= 15 && wrong >= 10, "too few to measure anything");
        foreach (var error in (double[])[0, 0.05, 0.1, 0.2])
        {
            var runs = Enumerable.Range(0, Runs).Select(seed => Verify(candidates, error, new Random(seed))).ToList();
            var (kept, passed, asked) =
                (runs.Average(r => r.Right), runs.Average(r => r.Wrong), runs.Average(r => r.Asked) / candidates.Count);
            output.WriteLine(FormattableString.Invariant(
                $"errors {error:0%}: {kept:0.00} right (none lost in {runs.Count(r => r.Right == right)} of {Runs} runs), {passed:0.0} false, {asked:0.0} questions a candidate"));
            if (error == 0) Assert.Equal((right, 0.0), (kept, passed));
            if (error > 0.1) continue;
            Assert.Equal(right, runs[0].Right);
            Assert.True(kept >= 0.995 * right, $"{kept} of {right} right alerts are kept on average");
            Assert.All(runs, r => Assert.True(r.Wrong <= wrong / 2.0, $"{r.Wrong} of {wrong} false alerts pass"));
        }
    }

    /// <summary>All openings go through the gate; what it releases is told.</summary>
    private static (int Right, int Wrong, int Asked) Verify(List<Candidate> candidates, double error, Random random)
    {
        var (told, asked) = (new List<Candidate>(), 0);
        foreach (var candidate in candidates)
        {
            var gate = new VerificationGate(new VerificationRules());
            gate.Take([candidate.Opening], Replay.Epoch);
            var hearing = new Hearing(candidate.Plan);
            while (hearing.Next() is { Count: > 0 } round)
            {
                asked += round.Count;
                foreach (var inquiry in round) hearing.Take(inquiry, candidate.Holds(inquiry.Part) == random.NextDouble() >= error ? 1 : 0);
            }

            var outcome = hearing.IsRefuted ? VerificationOutcome.Refuted : VerificationOutcome.Confirmed;
            if (gate.Answer(candidate.Opening.Id, new AlertVerification(outcome, hearing.Score)).Count > 0) told.Add(candidate);
        }

        return (told.Count(c => c.IsRight), told.Count(c => !c.IsRight), asked);
    }

    private static IEnumerable<Candidate> Candidates(string name)
    {
        GroundingSet set;
        using (var json = File.OpenRead(TestData.Path($"queries/{name}.json"))) set = GroundingSetReader.Read(json, name);
        var parser = new QueryParser(Lexicon.Empty);
        foreach (var (clipName, clip) in set.Clips)
        {
            var scene = SceneOf(clip);
            var truth = new TrackTruth(
                MotFile.ReadGroundTruth(Path.GetRelativePath(TestData.Path("."), Path.Combine(TestData.Path("queries"), clip.Tracks))));
            foreach (var query in set.Queries.Where(q => q.Clip == clipName))
            {
                QueryPlan plan;
                try
                {
                    plan = parser.Parse(query.Query);
                }
                catch (StvgException)
                {
                    continue; // without a lexicon some are refused
                }

                var queries = new StandingQueries();
                queries.Put(Watchman.Query(query.Query, query.Id), plan);
                var changes = queries.Play(new Replay(scene)).GroupBy(a => a.Id).ToList();
                foreach (var alert in changes)
                    yield return new Candidate(query, plan, alert.First(), truth.Matches(alert.Last(), query.Truth));
            }
        }
    }

    /// <summary>PETS by the product's own detections; the others, for which there are none, by what people annotated.</summary>
    private static Scene SceneOf(GroundingClip clip)
    {
        var video = Path.GetFileName(clip.Video);
        if (video == "pets09-s2l1.avi") return RealScenes.Of("video/pets09-s2l1.avi", Sequence.PetsNanoDet);
        var (size, fps, length) = video == "car-detection.mp4" ? (new FrameSize(768, 432), 12.5f, 377)
            : (new FrameSize(768, 432), 10f, 1394);
        var rows = MotFile.ReadGroundTruth(Path.GetRelativePath(TestData.Path("."), Path.Combine(TestData.Path("queries"), clip.Tracks)));
        var thing = video == "car-detection.mp4" ? CocoClasses.IndexOf("car") : CocoClasses.Person;
        return RealScenes.Of($"video/{video}",
            new Sequence(video, fps, size, length, rows, rows.ToLookup(r => r.Frame, r => new Detection(r.Box, thing, 0.9f))));
    }

    private sealed record Candidate(GroundingQuery Query, QueryPlan Plan, Alert Opening, (bool Who, bool When) Truth)
    {
        public bool IsRight => Truth is (true, true);

        /// <summary>Of a false alert at least one part does not hold: of the wrong object the attributes, where the sentence has
        /// any.</summary>
        public bool Holds(SentencePart part)
        {
            if (IsRight) return true;
            var parts = SubQuestions.Of(Plan).Select(p => p.Part).ToList();
            return parts.Count > 1 && (part == SentencePart.Attributes ? Truth.Who : Truth.Who is false);
        }
    }

    private sealed class TrackTruth(List<MotRow> rows)
    {
        private readonly Dictionary<(int Track, int Frame), Box> _boxes = rows.ToDictionary(r => (r.Id, r.Frame), r => r.Box);

        /// <summary>Whether an alert is of the true object, and at the true time.</summary>
        public (bool Who, bool When) Matches(Alert alert, GroundingTruth? truth)
        {
            if (truth is null) return (false, false);
            var (sum, common) = (0.0, 0);
            for (var frame = alert.Tube.Begin; frame <= alert.Tube.End; frame++)
            {
                if (!_boxes.TryGetValue((truth.Target, frame + 1), out var box)) continue;
                sum += alert.Tube.Boxes[frame - alert.Tube.Begin].IoU(box);
                common++;
            }

            var who = common > 0 && sum / common >= 0.5;
            return (who, who && alert.Tube.Begin + 1 <= truth.End && alert.Tube.End + 1 >= truth.Begin);
        }
    }
}
