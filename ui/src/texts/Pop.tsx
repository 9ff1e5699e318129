import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import css from './Pop.module.css';

type Props = { label: string; onClose: () => void; at?: { left: number; top: number } | undefined; children: ReactNode };

const EDGE = 16;

/** A small question beside what it is about. Escape and a press elsewhere close it; focus goes back to where it came from. */
export function Pop({ label, onClose, at, children }: Props) {
    const box = useRef<HTMLDivElement>(null);
    const veil = useRef<HTMLDivElement>(null);
    const close = useEffectEvent(onClose);

    useLayoutEffect(() => {
        const shape = box.current?.getBoundingClientRect();
        if (!box.current || !shape) return;
        // Never past the window's edge, which on a phone is near.
        const over = shape.right - (document.documentElement.clientWidth - EDGE);
        if (over > 0) box.current.style.translate = `${-Math.min(over, Math.max(0, shape.left - EDGE))}px 0`;
    }, []);

    useEffect(() => {
        const opener = document.activeElement;
        const element = box.current;
        element?.querySelector<HTMLElement>('[data-first], input, button')?.focus();
        const pressed = (event: Event) => {
            if (event.target === veil.current || !element?.parentElement?.contains(event.target as Node)) close();
        };
        const escaped = (event: KeyboardEvent) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
        };
        element?.addEventListener('keydown', escaped);
        document.addEventListener('pointerdown', pressed);
        return () => {
            document.removeEventListener('pointerdown', pressed);
            if (element?.contains(document.activeElement) || document.activeElement === document.body) (opener as HTMLElement | null)?.focus();
        };
    }, []);

    return (
        <>
            {/* What lies half under the question is not to be pressed by mistake. */}
            <div ref={veil} className={css.veil} aria-hidden="true" />
            <div ref={box} role="dialog" aria-label={label} className={css.pop} style={at && { left: at.left, top: at.top }}>
                {children}
            </div>
        </>
    );
}
