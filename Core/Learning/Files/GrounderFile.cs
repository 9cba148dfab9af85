using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Files;

/// <summary>Learned grounders as files: versioned and sealed with a checksum.</summary>
public static class GrounderFile
{
    private const string Kind = "stvg-grounder 1";

    /// <summary>Writes a grounder.</summary>
    /// <param name="grounder">What was learned.</param>
    /// <param name="about">Of what, for people ("simulator, seed 1, 3000 steps").</param>
    /// <param name="to">Where to.</param>
    public static void Write(LearnedGrounder grounder, string about, Stream to)
    {
        ArgumentNullException.ThrowIfNull(grounder);
        ArgumentNullException.ThrowIfNull(to);
        var file = new MatrixFile { Text = { ["about"] = about } };
        file.Put(grounder.Weights);
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
        file.Take(weights, name);
        return new LearnedGrounder(weights) { About = file.Text.GetValueOrDefault("about", ""), Weighing = EvidenceWeighing.Read(file.Text) };
    }
}
