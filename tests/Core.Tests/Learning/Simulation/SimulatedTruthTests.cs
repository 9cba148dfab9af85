using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Learning.Simulation;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Learning.Simulation;

/// <summary>
/// Whether the sentences mean what their truth says: the built-in grounder, which shares nothing with the simulator but the meaning of
/// words, finds it where everything is seen.
/// </summary>
public sealed class SimulatedTruthTests(ITestOutputHelper output)
{
    private readonly QueryParser _parser = new(Lexicon.Empty);

    [Fact]
    public void The_built_in_grounder_finds_what_is_meant_and_fewer_in_a_crowd_that_is_badly_seen()
    {
        var clear = Measure(new SimulatorOptions { Seed = 7, Noise = 0, FewestObjects = 2, MostObjects = 5 }, 150);
        var crowd = Measure(new SimulatorOptions { Seed = 7, Noise = 1, FewestObjects = 12, MostObjects = 16 }, 150);
        var varied = Measure(
            new SimulatorOptions { Seed = 7, Noise = 1, FewestObjects = 12, MostObjects = 16, Style = SentenceStyle.Varied }, 150);
        var own = Measure(
            new SimulatorOptions { Seed = 7, Noise = 1, FewestObjects = 12, MostObjects = 16, Style = SentenceStyle.SiteWords }, 150);
        Report("few objects, all seen", clear);
        Report("12 to 16 objects, badly seen", crowd);
        Report("the same in varied words", varied);
        Report("the same in a site's own words", own);
        Assert.InRange(clear.VIoU, 0.8, 1);
        Assert.InRange(clear.Who, 0.9, 1);
        Assert.InRange(crowd.VIoU, 0.5, clear.VIoU - 0.04);
        Assert.InRange(own.VIoU, 0.2, varied.VIoU - 0.1); // what no lexicon knows, nobody understands who has not learned it
    }

    [Fact]
    public void Nobody_else_fits_what_is_said_of_looks()
    {
        var (right, count) = (0, 0);
        for (var number = 0; number < 300; number++)
        {
            var clip = SceneSimulator.Make(new SimulatorOptions { Seed = 9, Noise = 0, FewestObjects = 8, MostObjects = 12 }, number);
            foreach (var sentence in clip.Sentences)
            {
                var plan = _parser.Parse(sentence.Text);
                var colours = plan.SubQueries.Select(s => s.Predicate).OfType<ColourPredicate>().ToList();
                // Without a pose the product does not look at what is carried.
                if (colours.Count == 0 || colours.Count < plan.SubQueries.Length) continue;
                if (colours.Exists(c => c.Part == BodyPart.Carried)) continue;
                count++;
                var alike = clip.Scene.Objects.Where(o => plan.Target.Categories.Contains(CocoClasses.Names[o.Tubelet.Class]));
                if (alike.MaxBy(o => colours.Min(c => Least(c, o)))!.Tubelet.Id == sentence.TubeletId) right++;
            }
        }

        output.WriteLine($"{right} of {count} that are described by colours alone have most of them");
        Assert.InRange(count, 50, int.MaxValue);
        Assert.InRange(right / (double)count, 0.9, 1);

        static float Least(ColourPredicate wanted, SceneObject subject) => wanted.Colours.Min(colour =>
            wanted.Part == BodyPart.Whole && subject.Tubelet.Class == CocoClasses.Person
                ? MathF.Min(subject.Colours.Share(BodyPart.Upper, colour), subject.Colours.Share(BodyPart.Lower, colour))
                : subject.Colours.Share(wanted.Part, colour));
    }

    private void Report(string what, (double VIoU, double TIoU, double Who, int Count) figures) => output.WriteLine(
        $"{what}: m_vIoU {figures.VIoU:0.000}, m_tIoU {figures.TIoU:0.000}, the right one {figures.Who:0.000}, {figures.Count} sentences");

    private (double VIoU, double TIoU, double Who, int Count) Measure(SimulatorOptions options, int clips)
    {
        double vIoU = 0, tIoU = 0, who = 0;
        var count = 0;
        for (var number = 0; number < clips; number++)
        {
            var clip = SceneSimulator.Make(options, number);
            foreach (var sentence in clip.Sentences)
            {
                count++;
                var answer = Grounder.Ground(_parser.Parse(sentence.Text), clip.Scene, "", new GroundingOptions { Threshold = 0 });
                if (answer is not [var tube, ..]) continue;
                var tubelet = clip.Scene.Objects.Single(o => o.Tubelet.Id == sentence.TubeletId).Tubelet;
                var meant = tubelet.Boxes.Skip(sentence.Begin - tubelet.Begin).Take(sentence.End - sentence.Begin + 1);
                var truth = Boxes(sentence.Begin, [.. meant]);
                var score = TubeEvaluation.Score(truth, Boxes(tube.Begin, tube.Boxes));
                (vIoU, tIoU, who) = (vIoU + score.VIoU, tIoU + score.TIoU, who + (tube.TubeletId == sentence.TubeletId ? 1 : 0));
            }
        }

        return (vIoU / count, tIoU / count, who / count, count);
    }

    private static TubeBoxes Boxes(int begin, IReadOnlyList<Box> boxes) =>
        new(begin, begin + boxes.Count - 1, boxes.Index().ToDictionary(b => begin + b.Index, b => b.Item));
}
