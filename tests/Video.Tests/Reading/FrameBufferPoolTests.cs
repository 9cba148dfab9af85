using System.Runtime.CompilerServices;
using Stvg.Video.Reading;

namespace Stvg.Video.Tests.Reading;

public sealed class FrameBufferPoolTests
{
    [Fact]
    public void A_buffer_that_came_back_is_used_again()
    {
        var pool = new FrameBufferPool(100);
        for (var i = 0; i < 5; i++)
        {
            using var one = pool.Rent();
            using var other = pool.Rent();
            Assert.Equal((100, 2), (one.Memory.Length, pool.Rented));
        }

        Assert.Equal((0, 2), (pool.Rented, pool.Created));
    }

    [Fact]
    public void What_a_reader_leaves_behind_is_freed_while_the_thread_that_used_it_lives_on()
    {
        // A reader per connection and per clip: whatever each of them kept would add up.
        var left = Use();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(left.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Use()
        {
            var pool = new FrameBufferPool(100);
            pool.Rent().Dispose();
            return new WeakReference(pool);
        }
    }
}
