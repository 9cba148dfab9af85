using Microsoft.ML.OnnxRuntime;
using Stvg.Core.Learning.Export;
using Stvg.Models.Learning;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Learning;

/// <summary>What is exported says what the network of Core says.</summary>
public sealed class GrounderExportTests(ITestOutputHelper output) : IDisposable
{
    private const float Tolerance = 1e-4f;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public void Outputs_are_those_of_the_network_in_Core(bool trained)
    {
        var grounder = trained ? Grounders.Trained : Grounders.Random();
        var questions = Questions();
        Assert.Equal([1, 2, 17], questions.Select(q => q.Tubelets).Distinct());
        Assert.Equal(Enumerable.Range(1, 20), questions.Select(q => q.Words).Distinct());
        Assert.Superset(new HashSet<int> { 0, 1, 2, 3 }, questions.Select(q => q.Actions).ToHashSet());
        using var onnx = OnnxGrounder.Open(grounder.Export(_folder), new() { Threads = 1 });
        var pairs = questions.Select(q => (Expected: grounder.Run(q), Actual: onnx.Run(q))).ToList();

        foreach (var (name, values) in Outputs)
        {
            var (difference, spread) = Compare(pairs, values);
            output.WriteLine(
                $"{(trained ? "trained" : "random")} {name}: {questions.Count} questions, largest difference {difference:g2}, "
                + $"spread {spread:g3}, ratio {difference / spread:g2}");
            Assert.True(difference <= Tolerance * spread, $"{name} differs by {difference} where values spread over {spread}");
        }
    }

    [Fact]
    public void Comparison_sees_other_weights()
    {
        using var onnx = OnnxGrounder.Open(Grounders.Random(2).Export(_folder), new() { Threads = 1 });
        var pairs = Questions().Select(q => (Expected: Grounders.Random().Run(q), Actual: onnx.Run(q))).ToList();
        Assert.All(Outputs, o =>
        {
            var (difference, spread) = Compare(pairs, o.Values);
            Assert.True(difference > 100 * Tolerance * spread);
        });
    }

    [Fact]
    public void Same_grounder_gives_the_same_bytes()
    {
        var first = File.ReadAllBytes(Grounders.Trained.Export(_folder, "a.onnx"));
        var second = File.ReadAllBytes(Grounders.Trained.Export(_folder, "b.onnx"));
        Assert.Equal(first, second);
        output.WriteLine($"{Grounders.Trained.ParameterCount:n0} numbers were learned, the file has {first.Length:n0} bytes");
        Assert.NotEqual(first, File.ReadAllBytes(Grounders.Random().Export(_folder, "c.onnx")));
    }

    [Fact]
    public void File_asks_for_the_question_and_tells_where_it_comes_from()
    {
        using var session = new InferenceSession(Grounders.Trained.Export(_folder));
        Assert.Equal(GrounderInput.Kinds.Select(k => k.Name).Order(), session.InputMetadata.Keys.Order());
        Assert.Empty(session.OverridableInitializerMetadata);
        Assert.Equal(["moments", "who", "yes"], session.OutputMetadata.Keys.Order());
        Assert.Equal("Orleans.Stvg", session.ModelMetadata.ProducerName);
        Assert.Equal(Grounders.About, session.ModelMetadata.CustomMetadataMap["about"]);
        using var onnx = OnnxGrounder.Open(_folder.File("grounder.onnx"));
        Assert.Equal(Grounders.About, onnx.About);
    }

    [Fact]
    public void Sentence_without_a_word_that_chooses_is_answered_alike()
    {
        var question = Grounders.Question(Grounders.Plan("man") with { Text = "is there the" }, Grounders.Scene(2));
        using var onnx = OnnxGrounder.Open(Grounders.Trained.Export(_folder));
        var answer = onnx.Run(question);
        Assert.Equal(Grounders.Trained.Run(question).Who, answer.Who);
        Assert.Equal([0, 0], answer.Who);
        Assert.All(question.Read(answer), a => Assert.Equal(0.5f, a.Share));
    }

    private static (string Name, Func<GrounderOutput, IEnumerable<float>> Values)[] Outputs { get; } =
        [("who", o => o.Who), ("yes", o => o.Yes), ("moments", o => o.Moments.SelectMany(m => m))];

    /// <summary>Every sentence of every scene, forwards and backwards.</summary>
    private static List<GrounderInput> Questions()
    {
        var questions = new List<GrounderInput>();
        foreach (var scene in new[] { 1, 2, 17 }.Select(Grounders.Scene))
        {
            foreach (var plan in Grounders.Sentences)
            {
                var question = Grounders.Question(plan, scene);
                questions.AddRange([question, question.Backwards()]);
            }
        }

        return questions;
    }

    // Spread over all questions: one tubelet alone has none.
    private static (float Difference, float Spread) Compare(
        List<(GrounderOutput Expected, GrounderOutput Actual)> pairs, Func<GrounderOutput, IEnumerable<float>> values)
    {
        float[] expected = [.. pairs.SelectMany(p => values(p.Expected))], actual = [.. pairs.SelectMany(p => values(p.Actual))];
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(actual, x => Assert.True(float.IsFinite(x)));
        return (expected.Zip(actual, (a, b) => MathF.Abs(a - b)).Max(), expected.Max() - expected.Min());
    }
}
