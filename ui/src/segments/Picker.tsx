import { useFocusTrap, useMediaQuery, useMergedRef } from '@mantine/hooks';
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import css from './Picker.module.css';
import { useListener } from './useListener';

type Props = {
    label: string;
    /** What was pressed; the picker opens below it. */
    anchor: () => HTMLElement | null;
    /** Escape: nothing is kept. */
    onCancel: () => void;
    /** A press elsewhere: what is chosen so far is kept. */
    onLeave: () => void;
    children: ReactNode;
};

const GAP = 7;

/** What a chip opens: a small window below it, on a phone a sheet from the bottom. Keeps the keyboard inside until it closes. */
export function Picker({ label, anchor, onCancel, onLeave, children }: Props) {
    const sheet = useMediaQuery('(max-width: 720px)', window.matchMedia('(max-width: 720px)').matches, { getInitialValueInEffect: false }) ?? false;
    const trap = useFocusTrap(true);
    const panel = useRef<HTMLDivElement>(null);
    const whole = useMergedRef(panel, trap);
    useListener(panel, 'keydown', (event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
    });
    const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
    const put = useEffectEvent(() => {
        const own = panel.current;
        const of = anchor()?.getBoundingClientRect();
        const holder = own?.offsetParent;
        if (!own || !of || !holder) return;
        const room = holder.getBoundingClientRect();
        setPlace({ left: Math.max(0, Math.min(of.left - room.left, room.width - own.offsetWidth)), top: of.bottom - room.top + GAP });
    });
    useLayoutEffect(() => {
        put();
        const again = () => put();
        window.addEventListener('resize', again);
        return () => window.removeEventListener('resize', again);
    }, []);

    const placed = place !== null;
    useEffect(() => {
        if (!placed || sheet || !panel.current) return undefined;
        // It grows with what one chooses in it, and must stay in sight to its button.
        const own = panel.current;
        const watcher = new ResizeObserver(() => own.scrollIntoView({ block: 'nearest' }));
        watcher.observe(own);
        return () => watcher.disconnect();
    }, [placed, sheet]);

    const press = useEffectEvent((event: MouseEvent) => {
        const target = event.target as Node;
        if (!panel.current?.contains(target) && !anchor()?.contains(target)) onLeave();
    });
    useEffect(() => {
        const pressed = (event: MouseEvent) => press(event);
        document.addEventListener('mousedown', pressed);
        return () => document.removeEventListener('mousedown', pressed);
    }, []);

    return (
        <>
            {sheet && <div className={css.veil} />}
            <div
                ref={whole}
                role="dialog"
                aria-label={label}
                aria-modal={sheet || undefined}
                className={sheet ? css.sheet : css.picker}
                style={sheet ? undefined : (place ?? undefined)}
            >
                {sheet && (
                    <p className={css.title} tabIndex={-1} data-autofocus>
                        {label}
                    </p>
                )}
                {children}
            </div>
        </>
    );
}
