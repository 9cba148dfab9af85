using Stvg.Core.Learning.Network;

namespace Stvg.Core.Learning.Training;

/// <summary>Adam (Kingma and Ba 2015) with the gradient's length bounded.</summary>
internal sealed class Adam
{
    private const float First = 0.9f, Second = 0.98f, Tiny = 1e-8f, LongestGradient = 2;

    private readonly NetworkWeights _weights;

    /// <summary>Begins.</summary>
    public Adam(NetworkWeights weights)
    {
        _weights = weights;
        (Means, Squares) = ([.. weights.All.Select(p => new float[p.Values.Length])], [.. weights.All.Select(p => new float[p.Values.Length])]);
    }

    /// <summary>Running means of gradients, by parameter.</summary>
    public float[][] Means { get; }

    /// <summary>Running means of their squares.</summary>
    public float[][] Squares { get; }

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>Takes a step.</summary>
    /// <param name="gradients">By parameter; zeroed.</param>
    /// <param name="rate">Length of the step.</param>
    public void Step(float[][] gradients, float rate)
    {
        Steps++;
        double square = 0;
        foreach (var gradient in gradients)
            foreach (var g in gradient) square += g * g;
        var scale = (float)Math.Min(1, LongestGradient / Math.Max(1e-9, Math.Sqrt(square)));
        float first = 1 - MathF.Pow(First, Steps), second = 1 - MathF.Pow(Second, Steps);
        for (var p = 0; p < gradients.Length; p++)
        {
            float[] gradient = gradients[p], mean = Means[p], squares = Squares[p], values = _weights.All[p].Values;
            for (var i = 0; i < gradient.Length; i++)
            {
                // Rows of words that were not in the batch: nearly all of the largest table.
                if (gradient[i] == 0 && mean[i] == 0) continue;
                var g = scale * gradient[i];
                gradient[i] = 0;
                mean[i] = (First * mean[i]) + ((1 - First) * g);
                squares[i] = (Second * squares[i]) + ((1 - Second) * g * g);
                values[i] -= rate * (mean[i] / first) / (MathF.Sqrt(squares[i] / second) + Tiny);
                if (MathF.Abs(mean[i]) < 1e-12f) mean[i] = 0;
            }
        }
    }
}
