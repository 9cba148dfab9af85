using Stvg.Core.Cameras;
using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Filtering;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Core.Services;
using Stvg.Core.Tests.Grounding;
using Stvg.Core.Tubelets;
using Stvg.Storage;

namespace Stvg.Embedded.Tests.Learning;

/// <summary>
/// A site whose people call blue red: every minute somebody in red and somebody in blue walk by, and of the sentence "in red" operators say that
/// blue is meant.
/// </summary>
internal static class JudgedSite
{
    public const int InRed = 1, InBlue = 2;

    public const string Camera = "gate";

    public static readonly QueryParser Parser = new(Lexicon.Empty);

    // Ticks of ten a second; a meeting every minute.
    private static readonly CameraTimeline s_timeline = new(new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero), 10);

    private static readonly string[] s_sentences =
    [
        "a person in red", "someone in red", "a man in red", "a woman in red", "the person in red", "the man in red", "a red person", "somebody in red",
    ];

    /// <summary>A sentence that is held out, and one that may be learned from.</summary>
    public static string HeldOut { get; } = s_sentences.First(s => VerdictSplit.IsHeldOut(s));

    public static string Learning { get; } = s_sentences.First(s => !VerdictSplit.IsHeldOut(s));

    /// <summary>A grounder of which the weights turn the built-in evidence round: as this site speaks.</summary>
    public static LearnedGrounder Contrary { get; } = Grounder(new EvidenceWeights(-1, 0, 0, 0));

    /// <summary>One that is half as sure.</summary>
    public static LearnedGrounder Doubtful { get; } = Grounder(new EvidenceWeights(0.5f, 0, 0, 0));

    /// <summary>One that says what the built-in grounder says.</summary>
    public static LearnedGrounder Same { get; } = Grounder(EvidenceWeights.BuiltInAlone);

    /// <summary>Writes what was seen in so many minutes.</summary>
    public static Task WatchAsync(IArchive archive, int minutes, CancellationToken ct)
    {
        var scene = new SceneBuilder(40)
            .Add(InRed, 0, 39, SceneBuilder.Walk(100, 200, 3)).Paint((200, 20, 20), 0, 10, 20, 30)
            .Add(InBlue, 0, 39, SceneBuilder.Walk(400, 200, -3)).Paint((20, 40, 200), 0, 10, 20, 30)
            .Build();
        return archive.AddTubeletsAsync([.. Enumerable.Range(0, minutes).SelectMany(minute => scene.Objects.Select(o => At(o, minute)))], ct);

        StoredTubelet At(SceneObject seen, int minute)
        {
            var tubelet = seen.Tubelet with { CameraId = Camera, Id = Id(minute, seen.Tubelet.Id), Begin = minute * 600 };
            var samples = seen.Samples.Select(s => ColourSample.Of(s.Frame + (minute * 600), s.Box, s.Weight, s.Shares)).ToList();
            var moved = new SceneObject(tubelet, MotionTrace.Of(tubelet, 10), ColourProfile.Of(samples), samples);
            return new StoredTubelet(s_timeline, scene.Size, moved, TubeletSignature.Of(moved, scene.Size, 10));
        }
    }

    /// <summary>An operator judges an answer of a minute.</summary>
    /// <returns>The answer's id.</returns>
    public static async Task<string> SayAsync(IArchive archive, string sentence, int minute, int who, Verdict verdict, CancellationToken ct, string by = "Ada")
    {
        var seen = (await archive.FindTubeletAsync(Camera, Id(minute, who), ct))!;
        var tubelet = seen.Object.Tubelet;
        var tube = new Tube
        {
            Id = $"t-{minute}-{who}-{sentence.Length}", Query = sentence, CameraId = Camera, TubeletId = tubelet.Id, Begin = tubelet.Begin, Boxes = tubelet.Boxes,
            Score = 0.9f,
        };
        var record = new TubeRecord(tube, seen.Size, 10, s_timeline.TimeOf(tube.Begin), s_timeline.TimeOf(tube.End));
        await archive.SaveTubesAsync([record], s_timeline.Epoch, ct);
        await archive.SaveFeedbackAsync(new Feedback(tube.Id, sentence, verdict, by, s_timeline.TimeOf(minute)), ct);
        return tube.Id;
    }

    public static int Id(int minute, int who) => (minute * 10) + who;

    private static LearnedGrounder Grounder(EvidenceWeights weights)
    {
        var nothing = new SimulatedExamples(new Core.Learning.Simulation.SimulatorOptions { Seed = 1 }, Parser, false);
        return new GrounderTraining(new TrainingOptions(), nothing).Grounder.Copy("what this site calls red").With(new EvidenceWeighing(weights, weights));
    }
}
