using System.Globalization;
using Stvg.Core.Learning.Network;
using Stvg.Core.Learning.Training;

namespace Stvg.Core.Learning.Files;

/// <summary>Unfinished trainings as files: whoever goes on with one comes to the same grounder as if nobody had ended it.</summary>
public static class TrainingFile
{
    private const string Kind = "stvg-training 2", Best = "best ", Mean = "mean ", Square = "square ", Curve = "curve ";

    /// <summary>Writes a training as it stands.</summary>
    /// <param name="training">The training.</param>
    /// <param name="history">How it went.</param>
    /// <param name="about">What identifies it.</param>
    /// <param name="to">Where to.</param>
    public static void Write(GrounderTraining training, TrainingHistory history, string about, Stream to)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(to);
        var file = new MatrixFile
        {
            Text =
            {
                ["about"] = about, ["steps"] = training.Steps.ToString(CultureInfo.InvariantCulture),
                ["worse"] = history.Worse.ToString(CultureInfo.InvariantCulture),
                ["figures"] = history.BestFigures.ToString("R", CultureInfo.InvariantCulture),
            },
        };
        file.Put(training.Weights);
        if (history.Best is { } best) file.Put(best.Weights, Best);
        foreach (var parameter in training.Weights.All)
        {
            file.Matrices[Mean + parameter.Name] = training.Optimiser.Means[parameter.Number];
            file.Matrices[Square + parameter.Name] = training.Optimiser.Squares[parameter.Number];
        }

        // For pictures: single precision will do.
        file.Matrices[Curve + "step"] = [.. history.Curve.Select(p => (float)p.Step)];
        file.Matrices[Curve + "loss"] = [.. history.Curve.Select(p => p.Loss)];
        file.Matrices[Curve + "figures"] = [.. history.Curve.Select(p => (float)(p.Figures ?? double.NaN))];
        file.Write(Kind, to);
    }

    /// <summary>Goes on where a training was.</summary>
    /// <param name="training">A training that was begun in the same way and has not taken a step.</param>
    /// <param name="history">Takes how it went.</param>
    /// <param name="about">What <see cref="Write"/> was told; another text means another training.</param>
    /// <param name="from">Where from.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="StvgException">It is something else, damaged, or of a training with other settings.</exception>
    public static void Read(GrounderTraining training, TrainingHistory history, string about, Stream from, string name)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(from);
        var file = MatrixFile.Read(Kind, from, name);
        if (file.Text.GetValueOrDefault("about") != about)
        {
            throw new StvgException(
                $"'{name}' is of another training ({file.Text.GetValueOrDefault("about")}): give the settings that it was begun with, or remove it");
        }

        file.Take(training.Weights, name);
        foreach (var parameter in training.Weights.All)
        {
            file.Take(Mean + parameter.Name, training.Optimiser.Means[parameter.Number], name);
            file.Take(Square + parameter.Name, training.Optimiser.Squares[parameter.Number], name);
        }

        training.Optimiser.Steps = int.Parse(file.Text["steps"], CultureInfo.InvariantCulture);
        LearnedGrounder? best = null;
        if (double.Parse(file.Text["figures"], CultureInfo.InvariantCulture) is var figures && double.IsFinite(figures))
        {
            var weights = new NetworkWeights(0);
            file.Take(weights, name, Best);
            best = new LearnedGrounder(weights) { About = about };
        }

        var (steps, losses, looks) = (file.Matrices[Curve + "step"], file.Matrices[Curve + "loss"], file.Matrices[Curve + "figures"]);
        history.Restore(
            steps.Select((step, i) => new TrainingProgress((int)step, training.AllSteps, losses[i], float.IsNaN(looks[i]) ? null : looks[i])),
            best, figures, int.Parse(file.Text["worse"], CultureInfo.InvariantCulture));
    }
}
