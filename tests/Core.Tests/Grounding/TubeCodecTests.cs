using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;

namespace Stvg.Core.Tests.Grounding;

public sealed class TubeCodecTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var before = Example();
        var after = TubeCodec.Decode(TubeCodec.Encode(before));
        IReadOnlyList<Box> none = [];
        IReadOnlyList<Evidence> unexplained = [];
        Assert.Equal(before with { Boxes = none, Evidence = unexplained }, after with { Boxes = none, Evidence = unexplained });
        Assert.Equal(before.Boxes.Count, after.Boxes.Count);
        foreach (var (a, b) in before.Boxes.Zip(after.Boxes)) Assert.True(a.IoU(b) > 0.99f);
        foreach (var (a, b) in before.Evidence.Zip(after.Evidence, (a, b) => (a, b)))
        {
            Assert.Equal((a.SubQuery, a.Score, a.PerFrame.Count), (b.SubQuery, b.Score, b.PerFrame.Count));
            for (var i = 0; i < a.PerFrame.Count; i++) Assert.Equal(a.PerFrame[i], b.PerFrame[i], 0.51f / 255);
        }
    }

    [Fact]
    public void A_tube_that_was_read_is_written_the_same()
    {
        var bytes = TubeCodec.Encode(Example());
        Assert.Equal(bytes, TubeCodec.Encode(TubeCodec.Decode(bytes)));
    }

    [Fact]
    public void An_empty_tube_survives()
    {
        var tube = new Tube { Id = "", Query = "", TubeletId = -1, Begin = 0, Boxes = [], Score = 0 };
        Assert.Empty(TubeCodec.Decode(TubeCodec.Encode(tube)).Boxes);
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_read_as_something_but_never_hang_or_take_much_memory()
    {
        var bytes = TubeCodec.Encode(Example());
        var random = new Random(5);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = bytes[..(round % 2 == 0 ? random.Next(bytes.Length) : bytes.Length)];
            if (damaged.Length > 0) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TubeCodec.Decode(damaged);
            }
            catch (StvgException)
            {
                // expected for most
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 100_000 + (2000L * damaged.Length), $"{allocated} bytes of memory for {damaged.Length} damaged bytes");
        }
    }

    private static Tube Example()
    {
        var scene = new SceneBuilder(100).Add(1, 10, 90, SceneBuilder.Walk(100, 200, 3.3f), colour: (200, 20, 20)).Build();
        var tube = Grounder.Ground(
            SceneBuilder.Plan(SceneBuilder.Red, SceneBuilder.Action(new MotionPredicate(Motion.Walk))), scene, "gate-1", new()).Single();
        var begin = TimeSpan.FromDays(400);
        return tube with { Query = "a person 🚶 \0 in red", BeginTime = begin, EndTime = begin + TimeSpan.FromTicks(7) };
    }
}
