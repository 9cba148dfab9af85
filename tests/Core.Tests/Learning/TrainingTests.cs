using Stvg.Core.Learning;
using Stvg.Core.Learning.Evaluation;
using Stvg.Core.Learning.Files;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Learning.Training;

namespace Stvg.Core.Tests.Learning;

public sealed class TrainingTests(ITestOutputHelper output)
{
    private static readonly TrainingOptions s_options = new() { Steps = 6, Batch = 5, Seed = 4 };

    [Fact]
    public void The_same_seed_gives_the_same_weights_whatever_runs_at_once()
    {
        var (alone, together) = (Begin(), Begin());
        for (var i = 0; i < 4; i++)
        {
            alone.Step();
            together.Step(static (count, body) => Parallel.For(0, count, body));
        }

        Assert.Equal(Bytes(alone.Grounder), Bytes(together.Grounder));
        var other = new GrounderTraining(s_options with { Seed = 5 }, Source());
        Assert.NotEqual(Bytes(alone.Grounder), Bytes(other.Grounder));
    }

    [Fact]
    public void A_training_that_was_ended_goes_on_as_if_it_had_not_been()
    {
        var whole = Begin();
        for (var i = 0; i < 6; i++) whole.Step();

        var (first, second) = (Begin(), Begin());
        var (before, after) = (new TrainingHistory(), new TrainingHistory());
        for (var i = 0; i < 3; i++)
        {
            first.Step();
            // The second look is the best, and the third worse.
            before.Add(new TrainingProgress(i + 1, 6, 9 - i, i == 0 ? null : 0.5 - (0.1 * i)), first.Grounder, isWhole: true);
        }

        using var kept = new MemoryStream();
        TrainingFile.Write(first, before, "a training", kept);
        kept.Position = 0;
        TrainingFile.Read(second, after, "a training", kept, "kept");
        Assert.Equal(3, second.Steps);
        Assert.Equal((before.BestFigures, 1, 3), (after.BestFigures, after.Worse, after.Curve.Count));
        Assert.Equal(Bytes(before.Best!), Bytes(after.Best!));
        Assert.Equal([null, 0.4f, 0.3f], after.Curve.Select(p => (float?)p.Figures));
        while (!second.IsFinished) second.Step();
        Assert.Equal(Bytes(whole.Grounder), Bytes(second.Grounder));

        kept.Position = 0;
        var refused = Assert.Throws<StvgException>(() => TrainingFile.Read(Begin(), new TrainingHistory(), "another training", kept, "kept"));
        Assert.Contains("another training", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scenes_of_few_tubelets_come_first()
    {
        var training = new GrounderTraining(s_options with { Steps = 10, Stages = (0.2, 0.5) }, Source());
        var most = new List<int>();
        while (!training.IsFinished)
        {
            most.Add(training.MostTubelets);
            training.Step();
        }

        Assert.Equal([4, 4, 7, 7, 7, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue], most);
    }

    [Fact]
    public void A_short_training_finds_more_than_chance()
    {
        var training = new GrounderTraining(new TrainingOptions { Steps = 160, Batch = 12, Seed = 1 }, Source());
        var trial = SimulatedTrial.Make(Simulated.Options() with { Seed = 900, FewestObjects = 5, MostObjects = 6 }, 40, Simulated.Parser);
        var options = LearnedOptions.Plain;
        var before = trial.Ask(training.Grounder, options, All);
        while (!training.IsFinished) training.Step(All);
        var after = trial.Ask(training.Grounder, options, All);
        var classes = trial.AskClasses();
        output.WriteLine($"m_vIoU of {trial.Questions.Count} sentences about 5 and 6 objects: {before.MeanVIoU:0.000} before, {after.MeanVIoU:0.000} after "
            + $"160 steps; nouns matched to classes {classes.MeanVIoU:0.000}");
        Assert.True(after.MeanVIoU >= before.MeanVIoU + 0.1);

        static void All(int count, Action<int> body) => Parallel.For(0, count, body);
    }

    [Fact]
    public void What_an_operator_calls_wrong_is_not_chosen_any_more()
    {
        var clip = Simulated.Clip(1);
        var plan = Simulated.Parser.Parse(clip.Sentences[0].Text);
        var fresh = Begin().Grounder;
        var (first, second) = (fresh.Ground(plan, clip.Scene)[0].TubeletId, fresh.Ground(plan, clip.Scene)[1].TubeletId);
        var taught = TrainingExample.Of(clip.Scene, [new TaughtSentence(plan) { Wrong = [first], Right = [second] }])!;
        var training = new GrounderTraining(
            new TrainingOptions { Steps = 40, Batch = 3, Parts = LearningParts.Referral },
            new ListedExamples([taught], Source(), 0.5), fresh);
        while (!training.IsFinished) training.Step();
        Assert.Equal(second, training.Grounder.Ground(plan, clip.Scene)[0].TubeletId);
    }

    [Fact]
    public void A_sites_clips_come_a_batch_at_a_time_and_only_when_they_are_no_more_crowded_than_is_learned_now()
    {
        var source = Source();
        TrainingExample[] site = [.. Enumerable.Range(1, 3).Select(i => Of(Simulated.Clip(i)))];
        var listed = new ListedExamples(site, source, 0.25, group: 4);
        var own = Enumerable.Range(0, 64).Select(i => site.Contains(listed.Take(i, int.MaxValue))).ToList();
        Assert.All(own.Chunk(4), batch => Assert.True(batch.All(x => x) || !batch.Any(x => x)));
        Assert.Equal(16, own.Count(x => x));
        Assert.DoesNotContain(Enumerable.Range(0, 64), i => site.Contains(listed.Take(i, site.Min(e => e.Tubelets) - 1)));
    }

    [Fact]
    public void A_truth_is_mirrored_where_lives_run_backwards()
    {
        var example = Assert.Single(Simulated.Examples(1, truths: true));
        var (tubelet, begin, end) = example.Sentences[0].Truth!.Value;
        Assert.Equal((tubelet, 1 - end, 1 - begin), example.Sentences[0].Backwards().Truth);
        Assert.Null((example.Sentences[0] with { Truth = null }).Backwards().Truth);
    }

    [Fact]
    public void A_sentence_is_compared_neither_with_its_own_scene_nor_with_scenes_of_another_kind()
    {
        var clip = Simulated.Clip(1);
        TrainingExample site = Of(clip), again = Of(clip), other = Of(Simulated.Clip(3)), simulated = Source().Take(0, int.MaxValue);
        TrainingExample[] batch = [site, again, other, simulated, Source().Take(9, int.MaxValue)];
        Assert.Equal([false, false, true, false, false], Compared(0));
        Assert.Equal([false, false, false, false, true], Compared(3));

        bool[] Compared(int own)
        {
            var asked = new AskedSentence(0, own, batch[own].Sentences[0], -1, batch);
            return [.. Enumerable.Range(0, batch.Length).Select(asked.IsComparedWith)];
        }
    }

    [Fact]
    public void Files_say_what_is_wrong_with_them()
    {
        var bytes = Bytes(Begin().Grounder);
        Assert.Contains("damaged", Message([.. bytes[..^9], 1, .. bytes[^8..]]), StringComparison.Ordinal);
        Assert.Contains("damaged", Message(bytes[..(bytes.Length / 2)]), StringComparison.Ordinal);
        Assert.Contains("is not a stvg-grounder file", Message("onnx"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("train it again", Message([.. "stvg-grounder 9\n"u8.ToArray(), .. bytes]), StringComparison.Ordinal);
        Assert.Contains("is not a stvg-grounder file", Message([]), StringComparison.Ordinal);

        static string Message(byte[] content) => Assert.Throws<StvgException>(() => GrounderFile.Read(new MemoryStream(content), "x.grounder")).Message;
    }

    [Fact]
    public void A_grounder_is_the_same_after_it_was_written_and_read()
    {
        var grounder = Begin().Grounder.With(new EvidenceWeighing(new(1, 0.5f, 0.25f, -1), EvidenceWeights.BuiltInAlone));
        using var file = new MemoryStream(Bytes(grounder));
        var read = GrounderFile.Read(file, "file");
        Assert.Equal((grounder.Weighing, "test"), (read.Weighing, read.About));
        var clip = Simulated.Clip(1);
        var plan = Simulated.Parser.Parse(clip.Sentences[0].Text);
        Assert.Equal(grounder.Ground(plan, clip.Scene), read.Ground(plan, clip.Scene));
    }

    private static TrainingExample Of(SimulatedClip clip) =>
        TrainingExample.Of(clip.Scene, [new TaughtSentence(Simulated.Parser.Parse(clip.Sentences[0].Text))])!;

    private static SimulatedExamples Source() => new(Simulated.Options(), Simulated.Parser);

    private static GrounderTraining Begin() => new(s_options, Source());

    private static byte[] Bytes(LearnedGrounder grounder)
    {
        using var stream = new MemoryStream();
        GrounderFile.Write(grounder, "test", stream);
        return stream.ToArray();
    }
}
