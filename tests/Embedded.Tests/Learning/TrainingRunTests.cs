using Stvg.Core.Learning.Training;
using Stvg.Core.Queries;
using Stvg.Embedded.Learning;

namespace Stvg.Embedded.Tests.Learning;

/// <summary>Trainings of a few steps, whole and broken off.</summary>
public sealed class TrainingRunTests : IDisposable
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);

    private readonly string _folder = Directory.CreateTempSubdirectory("stvg training ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_training_that_was_broken_off_comes_to_the_same_grounder_and_the_same_curve()
    {
        var whole = new TrainingRun(Plan("whole"), s_parser);
        whole.Run(null, TestContext.Current.CancellationToken);

        using (var stop = new CancellationTokenSource())
        {
            var broken = new TrainingRun(Plan("broken"), s_parser);
            Assert.Throws<OperationCanceledException>(() => broken.Run(new Told(p =>
            {
                if (p.Step == 4) stop.Cancel();
            }), stop.Token));
        }

        Assert.True(File.Exists(Path.Combine(_folder, "broken.part")));
        var goesOn = new TrainingRun(Plan("broken"), s_parser);
        Assert.Equal(4, goesOn.StepsBefore);
        goesOn.Run(null, TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "whole")), File.ReadAllBytes(Path.Combine(_folder, "broken")));
        Assert.False(File.Exists(Path.Combine(_folder, "broken.part")));
        Assert.Equal(whole.Curve.Select(p => (p.Step, (float?)p.Figures)), goesOn.Curve.Select(p => (p.Step, (float?)p.Figures)));
    }

    [Fact]
    public void It_ends_early_when_nothing_gets_better()
    {
        // A rate of next to nothing: every look is as the one before.
        var plan = Plan("early") with { Patience = 2, Options = new TrainingOptions { Steps = 40, Batch = 2, Rate = 1e-12f, Stages = (0, 0) } };
        var run = new TrainingRun(plan, s_parser);
        run.Run(null, TestContext.Current.CancellationToken);
        Assert.Equal(6, run.Curve[^1].Step); // the first look, and two that are no better
    }

    private TrainingPlan Plan(string name) => new()
    {
        Output = Path.Combine(_folder, name), Options = new TrainingOptions { Steps = 8, Batch = 2 }, LookEvery = 2, HeldOut = 2,
    };

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
