import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './Dialog.module.css';

type Props = { title: string; opened: boolean; onClose: () => void; width: number; children: ReactNode };

/** A question that must be answered first. Escape and a press outside mean «no». */
export function Dialog({ title, opened, onClose, width, children }: Props) {
    return (
        <Modal.Root
            opened={opened}
            onClose={onClose}
            size={width}
            centered
            transitionProps={{ transition: 'fade', duration: 160 }}
            classNames={{ inner: css.inner ?? '', content: css.content ?? '' }}
        >
            <Modal.Overlay className={css.overlay ?? ''} />
            <Modal.Content>
                <Modal.Body className={css.body ?? ''}>
                    <Modal.Title className={css.title ?? ''}>{title}</Modal.Title>
                    {children}
                </Modal.Body>
            </Modal.Content>
        </Modal.Root>
    );
}
