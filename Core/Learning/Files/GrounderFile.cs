using Stvg.Core.Learning.Network;
using Stvg.Core.Learning.Training;

namespace Stvg.Core.Learning.Files;

/// <summary>Learned grounders and unfinished trainings as files: versioned and sealed with a checksum.</summary>
public static class GrounderFile
{
    private const string Kind = "stvg-grounder 1", UnfinishedKind = "stvg-training 1";

    /// <summary>Writes a grounder.</summary>
    /// <param name="grounder">What was learned.</param>
    /// <param name="about">Of what, for people ("simulator, seed 1, 3000 steps").</param>
    /// <param name="to">Where to.</param>
    public static void Write(LearnedGrounder grounder, string about, Stream to)
    {
        ArgumentNullException.ThrowIfNull(grounder);
        ArgumentNullException.ThrowIfNull(to);
        var file = new MatrixFile { Text = { ["about"] = about } };
        Put(file, grounder.Weights);
        if (grounder.Weighing is { } weighing) weighing.Write(file.Text);
        file.Write(Kind, to);
    }

    /// <summary>Reads a grounder.</summary>
    /// <param name="from">Where from.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="StvgException">It is no grounder, of another version, or damaged.</exception>
    public static LearnedGrounder Read(Stream from, string name)
    {
        ArgumentNullException.ThrowIfNull(from);
        var file = MatrixFile.Read(Kind, from, name);
        var weights = new NetworkWeights(0);
        Take(file, weights, name);
        return new LearnedGrounder(weights) { About = file.Text.GetValueOrDefault("about", ""), Weighing = EvidenceWeighing.Read(file.Text) };
    }

    /// <summary>Writes a training as it stands, to go on after it was ended or killed.</summary>
    public static void WriteUnfinished(GrounderTraining training, string about, Stream to)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(to);
        var file = new MatrixFile { Text = { ["about"] = about, ["steps"] = training.Steps.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        Put(file, training.Weights);
        for (var p = 0; p < training.Weights.All.Count; p++)
        {
            file.Matrices[$"mean {training.Weights.All[p].Name}"] = training.Optimiser.Means[p];
            file.Matrices[$"square {training.Weights.All[p].Name}"] = training.Optimiser.Squares[p];
        }

        file.Write(UnfinishedKind, to);
    }

    /// <summary>Goes on where a training was.</summary>
    /// <param name="training">A training that was begun in the same way and has not taken a step.</param>
    /// <param name="about">What <see cref="WriteUnfinished"/> was told; another text means another training.</param>
    /// <param name="from">Where from.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="StvgException">It is something else, damaged, or of a training with other settings.</exception>
    public static void ReadUnfinished(GrounderTraining training, string about, Stream from, string name)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(from);
        var file = MatrixFile.Read(UnfinishedKind, from, name);
        if (file.Text.GetValueOrDefault("about") != about)
        {
            throw new StvgException(
                $"'{name}' is of another training ({file.Text.GetValueOrDefault("about")}): give the settings that it was begun with, or remove it");
        }

        Take(file, training.Weights, name);
        for (var p = 0; p < training.Weights.All.Count; p++)
        {
            Matrix(file, $"mean {training.Weights.All[p].Name}", training.Optimiser.Means[p], name);
            Matrix(file, $"square {training.Weights.All[p].Name}", training.Optimiser.Squares[p], name);
        }

        training.Optimiser.Steps = int.Parse(file.Text.GetValueOrDefault("steps", "0"), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Put(MatrixFile file, NetworkWeights weights)
    {
        foreach (var parameter in weights.All) file.Matrices[parameter.Name] = parameter.Values;
    }

    private static void Take(MatrixFile file, NetworkWeights weights, string name)
    {
        foreach (var parameter in weights.All) Matrix(file, parameter.Name, parameter.Values, name);
    }

    private static void Matrix(MatrixFile file, string matrix, float[] to, string name)
    {
        if (!file.Matrices.TryGetValue(matrix, out var values) || values.Length != to.Length)
            throw new StvgException($"'{name}' lacks '{matrix}' in the size that this program has: train it again");
        if (Array.Exists(values, v => !float.IsFinite(v))) throw new StvgException($"'{name}' has numbers in '{matrix}' that are not finite: train it again");
        values.CopyTo(to, 0);
    }
}
