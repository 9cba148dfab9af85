using Stvg.Console.Tests.Site;

// One browser for all of them, and servers that need both cores while a clip is watched: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(Town))]
