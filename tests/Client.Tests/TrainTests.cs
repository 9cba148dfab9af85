namespace Stvg.Client.Tests;

/// <summary><c>stvg train</c> as it is called; what is learned is measured elsewhere.</summary>
public sealed class TrainTests(Clips clips) : IClassFixture<Clips>
{
    [Fact]
    public async Task A_training_writes_a_grounder_with_its_curves_and_leaves_nothing_unfinished()
    {
        var (file, onnx) = (clips.PathOf("learned.grounder"), clips.PathOf("learned.onnx"));
        var trained = await CommandLine.RunAsync("train", "--out", file, "--steps", "3", "--onnx", onnx);
        Assert.True(trained.Status == 0, trained.Error);
        Assert.Contains("step 3: loss", trained.Error, StringComparison.Ordinal);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(file + ".svg", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(new FileInfo(onnx).Length > 1_000_000);
        Assert.False(File.Exists(file + ".part"));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_one_line()
    {
        CommandLine.AssertRefused(await CommandLine.RunAsync("train", "--out", clips.PathOf("x.grounder"), "--steps", "0"), "--steps");
        CommandLine.AssertRefused(await CommandLine.RunAsync("train", "--out", clips.PathOf("no such folder/x.grounder")), "no such folder");
        CommandLine.AssertRefused(
            await CommandLine.RunAsync("ground", clips.PathOf("never opened.mp4"), "a man", "--grounder", clips.PathOf("missing.grounder")), "missing.grounder");
        await File.WriteAllTextAsync(clips.PathOf("other.grounder"), "something else", TestContext.Current.CancellationToken);
        CommandLine.AssertRefused(
            await CommandLine.RunAsync("ground", clips.PathOf("never opened.mp4"), "a man", "--grounder", clips.PathOf("other.grounder")), "is not a stvg-grounder");
    }
}
