namespace Stvg.Core.Tests.Cameras;

/// <summary>Counts the memory of the whole process, so that nothing else may run beside it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class MemoryTests
{
    [Fact]
    public void Memory_stays_bounded_while_somebody_stays()
    {
        var footage = new Footage().Walker(150, 100, 0).Walker(250, 30, 0).Walker(40, 30, 0, score: 0.5f);
        var machine = CameraMachineTests.Machine(change: o => o with { SliceSeconds = 10, HistorySeconds = 5 });
        footage.Play(machine, 0, 1000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        footage.Play(machine, 1001, 3000);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(machine);
        Assert.True(grown < 100_000, $"{grown} bytes more after 200 more seconds");
    }
}
